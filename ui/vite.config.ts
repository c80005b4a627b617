import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig } from 'vitest/config';

// Where `npm run dev` finds a Spoor server.
const server = process.env.SPOOR_URL ?? 'http://127.0.0.1:5050';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  css: { postcss: { plugins: [mantine()] } },
  server: { proxy: { '/api': server, '/v1': server } },
  build: { target: 'es2023', chunkSizeWarningLimit: 800 },
  test: { include: ['src/**/*.test.ts'] },
});

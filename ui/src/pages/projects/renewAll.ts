import type { QueryClient } from '@tanstack/react-query';

/** What projects are there decides what is in every list and number. */
export async function renewAll(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: ['projects'] });
  for (const key of ['traces', 'stats', 'histogram', 'sessions', 'search']) {
    client.removeQueries({ queryKey: [key], type: 'inactive' });
  }
}

import {
  ActionIcon,
  Box,
  Group,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFolders, IconHelpCircle, IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Logo } from './Logo';
import { ServerState } from './ServerState';
import classes from './Shell.module.css';
import { ShortcutsDialog } from './ShortcutsDialog';
import { focusSearchField, useKeys } from './shortcuts';

/** The frame of every page: where one can go, how the server stands, light or dark. */
export function Shell() {
  const [shortcutsShown, shortcuts] = useDisclosure();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const navigate = useNavigate();
  const switchScheme = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  useKeys({
    '?': shortcuts.open,
    '/': focusSearchField,
    d: switchScheme,
    'g t': () => navigate({ to: '/traces' }),
    'g f': () => navigate({ to: '/search' }),
    'g s': () => navigate({ to: '/sessions' }),
    'g o': () => navigate({ to: '/stats' }),
    'g p': () => navigate({ to: '/projects' }),
  });
  return (
    <div className={classes.shell}>
      <header className={classes.header}>
        <Link to="/traces" className={classes.brand} aria-label="Spoor, all traces">
          <Logo />
          <span>Spoor</span>
        </Link>
        <nav className={classes.nav} aria-label="Pages">
          {PAGES.map(({ to, label }) => (
            <Link key={to} to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
              {label}
            </Link>
          ))}
        </nav>
        <Group gap={4} ml="auto" wrap="nowrap">
          <Box visibleFrom="sm">
            <ServerState />
          </Box>
          <Tooltip label="Projects">
            <ActionIcon aria-label="Projects" renderRoot={(props) => <Link to="/projects" {...props} />}>
              <IconFolders size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="How to send traces">
            <ActionIcon
              aria-label="How to send traces"
              renderRoot={(props) => <Link to="/setup" {...props} />}
            >
              <IconHelpCircle size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Keyboard shortcuts (?)">
            <ActionIcon aria-label="Keyboard shortcuts" onClick={shortcuts.open}>
              <IconKeyboard size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={scheme === 'dark' ? 'Light (d)' : 'Dark (d)'}>
            <ActionIcon
              aria-label={scheme === 'dark' ? 'Switch to light' : 'Switch to dark'}
              onClick={switchScheme}
            >
              {scheme === 'dark' ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
            </ActionIcon>
          </Tooltip>
        </Group>
      </header>
      <main className={classes.main}>
        <Outlet />
      </main>
      <ShortcutsDialog opened={shortcutsShown} onClose={shortcuts.close} />
    </div>
  );
}

const PAGES = [
  { to: '/traces', label: 'Traces' },
  { to: '/search', label: 'Search' },
  { to: '/sessions', label: 'Sessions' },
  { to: '/stats', label: 'Overview' },
] as const;

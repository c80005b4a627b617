import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { traceQuery } from './api/traceReader';
import { Shell } from './components/Shell';
import { NotFound } from './components/Trouble';
import {
  parseSearch,
  readRangeSearch,
  readSessionSearch,
  readTextSearch,
  readTraceSearch,
  stringifySearch,
} from './lib/urlSearch';
import { readTraceId, readTraceView } from './pages/trace/traceView';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/traces', replace: true });
  },
});

const traces = createRoute({
  getParentRoute: () => root,
  path: '/traces',
  validateSearch: readTraceSearch,
  component: lazyRouteComponent(() => import('./pages/traces/TracesPage'), 'TracesPage'),
});

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readTextSearch,
  component: lazyRouteComponent(() => import('./pages/search/SearchPage'), 'SearchPage'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  validateSearch: readSessionSearch,
  component: lazyRouteComponent(() => import('./pages/sessions/SessionsPage'), 'SessionsPage'),
});

const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$session',
  component: lazyRouteComponent(() => import('./pages/session/SessionPage'), 'SessionPage'),
});

const stats = createRoute({
  getParentRoute: () => root,
  path: '/stats',
  validateSearch: readRangeSearch,
  component: lazyRouteComponent(() => import('./pages/stats/StatsPage'), 'StatsPage'),
});

const projects = createRoute({
  getParentRoute: () => root,
  path: '/projects',
  validateSearch: (raw: Record<string, unknown>): { deleted?: boolean } =>
    raw.deleted === 'true' || raw.deleted === true ? { deleted: true } : {},
  component: lazyRouteComponent(() => import('./pages/projects/ProjectsPage'), 'ProjectsPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup/SetupPage'), 'SetupPage'),
});

export function makeRouter(queryClient: QueryClient) {
  const trace = createRoute({
    getParentRoute: () => root,
    path: '/traces/$traceId',
    validateSearch: readTraceView,
    component: lazyRouteComponent(() => import('./pages/trace/TracePage'), 'TracePage'),
    // The trace is on its way while the page's code is. Not on a mere hover: traces can be large.
    loader: ({ params, cause }) => {
      if (cause === 'enter')
        void queryClient.prefetchQuery(traceQuery(queryClient, readTraceId(params.traceId)));
    },
  });
  return createRouter({
    routeTree: root.addChildren([home, traces, trace, search, sessions, session, stats, projects, setup]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

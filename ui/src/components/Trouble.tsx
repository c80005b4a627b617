import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { IconMapSearch, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ApiError } from '@/api/client';

/** Why a page has nothing to show, in the server's words, and what to do. */
export function Trouble({ error, retry }: { error: Error; retry?: () => void }) {
  const missing = error instanceof ApiError && error.missing;
  const unreachable = !(error instanceof ApiError);
  return (
    <Center h="100%" role="alert">
      <Stack align="center" gap="sm" maw={480} p="xl">
        {missing ? <IconMapSearch size={40} stroke={1.4} /> : <IconPlugConnectedX size={40} stroke={1.4} />}
        <Title order={4}>
          {missing ? 'Not found' : unreachable ? 'The server does not answer' : 'That did not work'}
        </Title>
        <Text ta="center" className="faint">
          {unreachable ? 'Is Spoor running? This page tries again when you ask it to.' : error.message}
        </Text>
        {!missing && retry && (
          <Button variant="light" onClick={retry}>
            Try again
          </Button>
        )}
        {missing && (
          <Button variant="light" renderRoot={(props) => <Link to="/traces" {...props} />}>
            All traces
          </Button>
        )}
      </Stack>
    </Center>
  );
}

export function NotFound() {
  return <Trouble error={new ApiError(404, 'ENDPOINT_NOT_FOUND', 'There is no page at this address.')} />;
}

export function Loading() {
  return (
    <Center h="100%">
      <Loader size="sm" aria-label="Loading" />
    </Center>
  );
}

import { Anchor, Table } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Session } from '@/api/types';
import { CostText, Tokens } from '@/components/TokensCost';
import { formatExact, oneLine } from '@/lib/format';
import { formatAgo, nanosToMillis } from '@/lib/time';
import classes from './SessionsPage.module.css';

/** A conversation in the list; all of the row opens it. */
export function SessionRow({ session }: { session: Session }) {
  const navigate = useNavigate();
  const open = () => navigate({ to: '/sessions/$session', params: { session: session.session } });
  return (
    <Table.Tr onClick={open} className={classes.row}>
      <Table.Td>
        <Anchor
          inherit
          fw={560}
          c="inherit"
          data-row-link
          renderRoot={(props) => (
            <Link to="/sessions/$session" params={{ session: session.session }} {...props} />
          )}
        >
          {session.session}
        </Anchor>
      </Table.Td>
      <Table.Td>{session.user ?? <span className="faint">–</span>}</Table.Td>
      <Table.Td className={classes.preview}>{oneLine(session.first_input_preview ?? '')}</Table.Td>
      <Table.Td className={classes.preview}>{oneLine(session.last_output_preview ?? '')}</Table.Td>
      <Table.Td className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {formatExact(session.trace_count)}
        {session.error_count > 0 && (
          <span style={{ color: 'var(--bad)' }}> ({session.error_count} failed)</span>
        )}
      </Table.Td>
      <Table.Td>
        <Tokens usage={session.usage} />
      </Table.Td>
      <Table.Td>
        <CostText
          usd={session.cost_usd}
          unpricedCalls={session.unpriced_calls}
          unpricedModels={session.unpriced_models}
        />
      </Table.Td>
      <Table.Td className="faint" style={{ whiteSpace: 'nowrap' }} title={session.last_start_time}>
        {formatAgo(nanosToMillis(session.last_start_time_unix_nano), Date.now())}
      </Table.Td>
    </Table.Tr>
  );
}

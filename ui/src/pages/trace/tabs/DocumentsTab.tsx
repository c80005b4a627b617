import { Badge, Group, Stack, Text } from '@mantine/core';
import type { RetrievedDocument } from '@/api/types';
import { CopyButton } from '@/components/CopyButton';
import { JsonTree } from '@/components/JsonTree';
import { Markdown } from '@/components/Markdown';
import { isEmptyValue } from '@/lib/values';
import classes from './tabs.module.css';

/** What a retriever found, best first. */
export function DocumentsTab({ documents }: { documents: RetrievedDocument[] }) {
  const best = Math.max(...documents.map((document) => document.score ?? 0));
  return (
    <Stack gap="sm">
      {documents.map((document, index) => (
        <article key={index} className={classes.card} aria-label={`Document ${index + 1}`}>
          <Group gap={8} mb={6} wrap="nowrap">
            <Badge variant="light" color="gray" circle>
              {index + 1}
            </Badge>
            <Text size="xs" className="mono faint ellipsis">
              {document.id}
            </Text>
            {document.score !== null && (
              <Group gap={6} ml="auto" wrap="nowrap" title="Score">
                {best > 0 && (
                  <span className={classes.score}>
                    <span style={{ width: `${(100 * Math.max(0, document.score)) / best}%` }} />
                  </span>
                )}
                <Text size="xs" className="numeric">
                  {document.score.toPrecision(3)}
                </Text>
              </Group>
            )}
            <span style={{ marginLeft: document.score === null ? 'auto' : undefined }}>
              <CopyButton text={document.content ?? ''} label={`Copy document ${index + 1}`} />
            </span>
          </Group>
          {document.content ? (
            <Markdown text={document.content} />
          ) : (
            <Text className="faint">No content recorded</Text>
          )}
          {!isEmptyValue(document.metadata) && (
            <div className={classes.metadata}>
              <JsonTree value={document.metadata} open={1} />
            </div>
          )}
        </article>
      ))}
    </Stack>
  );
}

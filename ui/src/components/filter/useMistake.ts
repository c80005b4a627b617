import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { filterCheckQuery } from '@/api/queries';
import { looksLikeLanguage } from './filters';

/** Why the text cannot be read as a filter. Not `sure` while it may only lack its end. */
export function useMistake(text: string) {
  const [settled] = useDebouncedValue(text, 250);
  const { data: error } = useQuery({
    ...filterCheckQuery(settled.trim()),
    enabled: looksLikeLanguage(settled),
  });
  if (!error || settled !== text || !looksLikeLanguage(text)) return null;
  return { error, sure: (error.position ?? 0) < text.trim().length };
}

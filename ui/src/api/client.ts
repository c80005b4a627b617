import createClient from 'openapi-fetch';
import type { paths } from './schema';

/** What the server said when it refused a request: its code decides, its message is for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Of a filter that cannot be read: the index of the offending character. */
    readonly position?: number,
    /** Of the same: the known name nearest to what was written. */
    readonly nearest?: string,
    /** Of the same: what would be right there. */
    readonly expected?: string,
  ) {
    super(message);
  }

  static of(status: number, body: unknown): ApiError {
    const { error_code, message, position, nearest, expected } = (body ?? {}) as {
      error_code?: string;
      message?: string;
      position?: number;
      nearest?: string;
      expected?: string;
    };
    return new ApiError(
      status,
      error_code ?? 'UNKNOWN',
      message ?? `The server answered ${status}.`,
      position,
      nearest || undefined,
      expected || undefined,
    );
  }

  get missing(): boolean {
    return this.status === 404;
  }
}

export const api = createClient<paths>({
  baseUrl: '',
  querySerializer: { array: { style: 'form', explode: true } },
});

/** What was read, and the server's last event before that: who listens from there on misses nothing. */
export type Followed<T> = T & { eventId?: string };

export function eventIdOf(response: Response): string | undefined {
  return response.headers.get('spoor-event-id') ?? undefined;
}

/** Like `unwrap`, of what is kept up to date by `useLive`. */
export async function unwrapFollowed<T extends object>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Followed<T>> {
  return { ...(await unwrap(answer)), eventId: eventIdOf((await answer).response) };
}

/** The body of a good answer; an {@link ApiError} for any other. */
export async function unwrap<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined) throw ApiError.of(response.status, error);
  return data;
}

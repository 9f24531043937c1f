/** One call as the simulator saw it. `status` is null where the connection was reset. */
export type LoggedRequest = {
  seq: number;
  at: string;
  method: string;
  operation: string | null;
  path: string;
  query: Record<string, string>;
  status: number | null;
  account: string | null;
  orderId: string | null;
  requestId: string;
  body: string;
  faults: string[];
};

export type RequestLog = {
  /** The number of the call that is just being handled, counted from 1. */
  next(): number;
  add(request: LoggedRequest): void;
  all(): LoggedRequest[];
  clear(): void;
};

/** The last calls, oldest first; it forgets beyond `capacity`. */
export function requestLog(capacity = 20_000): RequestLog {
  let entries: LoggedRequest[] = [];
  let seq = 0;
  return {
    next: () => ++seq,
    add(request) {
      entries.push(request);
      if (entries.length > capacity * 1.1) entries = entries.slice(-capacity);
    },
    all: () => entries.slice(-capacity),
    clear: () => {
      entries = [];
    },
  };
}

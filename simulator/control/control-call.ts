import type { z } from 'zod';
import type { Incoming } from '../http/operation.ts';

/** A call to the control API; `json` gives its body in the shape or throws. */
export type ControlCall = Incoming & { params: Record<string, string>; json<S extends z.ZodType>(shape: S): z.output<S> };

/** What `handle` returns becomes the answer; nothing becomes 204. */
export type ControlRoute = { method: string; path: string; handle(call: ControlCall): unknown };

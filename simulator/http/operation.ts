import type { IncomingHttpHeaders } from 'node:http';
import type { SimAccount } from '../accounts/sim-account.ts';

/** One call as it came in. Of a body that is too large nothing is kept. */
export type Incoming = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  tooLarge?: boolean;
};

export type Reply = {
  status: number;
  /** JSON, or text when `text` is given instead. */
  body?: unknown;
  text?: string;
  /** A file as it is. */
  bytes?: Buffer;
  headers?: Record<string, string>;
  /** For a page of a list: the same answer without entries, whose token leads to this very page. */
  emptyPage?: () => unknown;
};

/** A call to an address that needs no access token: the token endpoint, document URLs. */
export type OpenCall = Incoming & { now: number; params: Record<string, string> };

/** A call on behalf of a seller. */
export type SellerCall = OpenCall & {
  account: SimAccount;
  /** Personal data that a restricted data token opens at this path in the v0 API; undefined without such a token. */
  restricted?: string[];
};

/** A call on behalf of the application alone. */
export type GrantlessCall = OpenCall & { clientId: string };

type Named = { name: string; method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string };

export type OpenOperation = Named & { open: true; scope?: undefined; handle(call: OpenCall): Reply };
/** Calls per second in the long run, and how many may come at once. */
type Limited = { rate: number; burst: number };
export type SellerOperation = Named & Limited & { open?: false; scope?: undefined; handle(call: SellerCall): Reply };
export type GrantlessOperation = Named & Limited & { open?: false; scope: string; handle(call: GrantlessCall): Reply };

/** One thing that can be called: Amazon's operation name, its address and what it does. */
export type Operation = OpenOperation | SellerOperation | GrantlessOperation;

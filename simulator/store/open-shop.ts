import { createAccount, type NewAccount } from '../accounts/create-account.ts';
import type { SimAccount } from '../accounts/sim-account.ts';
import { pastOrders } from '../shop/past-orders.ts';
import { type ShopClock, shopClock } from './shop-clock.ts';
import { openStore, type SimStore } from './sim-store.ts';

export type ShopOptions = {
  /** The same seed gives the same shop, the same credentials and the same chances. */
  seed?: number;
  /** Where the shop is kept; without it, it is gone when the simulator closes. */
  dataDir?: string;
  /** A clock that only moves when it is told. */
  stepped?: boolean;
  /** Where the clock of a new shop starts; the real time unless told. */
  now?: Date;
  /** The machine's clock, which the virtual one follows. */
  realNow?: () => number;
  /** The accounts of a new shop; the first one is the main one. */
  accounts?: NewAccount[];
  /** Past orders of the main account of a new shop. */
  orders?: number;
  /** How many days they go back; 365 unless told. */
  days?: number;
  /** How many of them wait for the seller to ship them; about one in twenty unless told. */
  toShip?: number;
};

export type Shop = { store: SimStore; seed: number; clock: ShopClock; main: SimAccount };

/** Opens the shop that the folder holds, or founds one. A shop that exists keeps its seed, accounts, orders and clock. */
export function openShop(options: ShopOptions): Shop {
  const store = openStore(options.dataDir);
  const isNew = store.accounts.size() === 0;
  const seed = (store.settings.get('seed') as number | undefined) ?? options.seed ?? 1;
  const realNow = options.realNow ?? Date.now;
  const real = realNow();
  const start = { real, virtual: options.now?.getTime() ?? real, factor: 1, stepped: options.stepped ?? false };
  const clock = shopClock(store, start, realNow);
  if (isNew) found(store, seed, clock.now(), options);
  else if (options.stepped !== undefined && options.stepped !== clock.state().stepped) clock.change({ stepped: options.stepped });
  store.commit();
  const main = store.accounts.all().next().value;
  if (!main) throw new RangeError('accounts: a shop needs at least one account');
  return { store, seed, clock, main };
}

function found(store: SimStore, seed: number, now: number, { accounts = [{ name: 'demo' }], orders = 0, days, toShip }: ShopOptions): void {
  store.settings.put('seed', seed);
  for (const wanted of accounts) store.accounts.put(wanted.name, createAccount(wanted, seed));
  const main = store.accounts.all().next().value;
  if (!main || orders === 0) return;
  const { sellerId, marketplaceIds } = main;
  const past = { ...(days === undefined ? {} : { days }), ...(toShip === undefined ? {} : { toShip }) };
  for (const order of pastOrders({ seed, count: orders, now, sellerId, marketplaceIds, ...past })) store.orders.put(order.orderId, order);
}

import { randomKey } from '../../../lib/random-key.ts';

/** One tab works at a station: the others say so. `taken`: another tab has it. */
export type ClaimState = 'asking' | 'ours' | 'taken';
export type StationClaim = { takeOver: () => void; release: () => void };

/**
 * Claims a station for this tab and tells what becomes of it. The browser's own locks where there are any (over HTTPS and
 * on this machine), else a lease in its storage, renewed while the tab lives.
 */
export function claimStation(station: string, tell: (state: ClaimState) => void): StationClaim {
  const name = `waybill.station.${station}`;
  return 'locks' in navigator ? byLock(name, tell) : byLease(name, tell);
}

function byLock(name: string, tell: (state: ClaimState) => void): StationClaim {
  let free = () => {};
  let waiting: AbortController | undefined;
  let isOver = false;
  const hold = async (how: LockOptions): Promise<boolean> => {
    const held = await navigator.locks.request(name, how, async (lock) => {
      if (!lock || isOver) return false;
      tell('ours');
      await new Promise<void>((resolve) => {
        free = resolve;
      });
      return true;
    });
    return held;
  };
  /** Another tab has it, or took it a moment ago: ours again when that one closes. */
  const wait = () => {
    if (isOver) return;
    tell('taken');
    const aborting = new AbortController();
    waiting = aborting;
    hold({ signal: aborting.signal }).catch(() => aborting.signal.aborted || wait());
  };
  hold({ ifAvailable: true }).then((held) => held || wait(), wait);
  return {
    takeOver: () => {
      waiting?.abort();
      hold({ steal: true }).catch(wait);
    },
    release: () => {
      isOver = true;
      waiting?.abort();
      free();
    },
  };
}

const renewMs = 2_000;
const leaseMs = 6_000;

function byLease(name: string, tell: (state: ClaimState) => void): StationClaim {
  const me = randomKey();
  let state: ClaimState = 'asking';
  const say = (next: ClaimState) => {
    if (next !== state) tell(next);
    state = next;
  };
  const holder = (): { tab: string; until: number } | undefined => {
    const [tab = '', until = ''] = (localStorage.getItem(name) ?? '').split(' ');
    return tab === '' || Number(until) < Date.now() ? undefined : { tab, until: Number(until) };
  };
  const write = () => localStorage.setItem(name, `${me} ${Date.now() + leaseMs}`);
  const look = () => {
    const other = holder();
    if (other && other.tab !== me) return say('taken');
    write();
    say('ours');
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === name) look();
  };
  look();
  const timer = setInterval(look, renewMs);
  window.addEventListener('storage', onStorage);
  const release = () => {
    clearInterval(timer);
    window.removeEventListener('storage', onStorage);
    window.removeEventListener('pagehide', release);
    if (holder()?.tab === me) localStorage.removeItem(name);
  };
  window.addEventListener('pagehide', release);
  return {
    takeOver: () => {
      write();
      say('ours');
    },
    release,
  };
}

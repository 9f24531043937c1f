import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { marketplaceOf } from '#src/kernel/marketplaces.ts';
import type { LedgerDay } from '#src/modules/ledger/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { classes } from '../../lib/classes.ts';
import { useAccount } from '../accounts/session.ts';
import { DayTable } from './day-table.tsx';
import type { StoreDays } from './store-days.ts';

const tones = { closed: 'good', open: 'neutral', gap: 'warn' } as const;
const fills = { closed: 'bg-good/70', open: 'bg-line-strong', gap: 'bg-warn' } as const;

/** One store: its days as a strip, those that are not closed as rows, the closed ones on request. */
export function StoreSection({ store }: { store: StoreDays }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const account = useAccount(store.accountId)?.name ?? store.accountId;
  const unclosed = store.days.filter(({ state }) => state !== 'closed');
  const shown = all ? store.days : unclosed;
  const states = (['gap', 'open', 'closed'] as const).filter((state) => store.counts[state] > 0);
  return (
    <Section
      flush
      title={`${marketplaceOf(store.marketplaceId)?.domain ?? store.marketplaceId} · ${account}`}
      actions={states.map((state) => (
        <Badge key={state} tone={tones[state]}>
          {t(`ledger.count.${state}`, { count: store.counts[state] })}
        </Badge>
      ))}
    >
      <div aria-hidden className="flex flex-wrap gap-0.5 px-4 py-3">
        {store.days.toReversed().map((day) => (
          <span
            key={day.day}
            title={titleOf(day, t(`ledger.state.${day.state}`))}
            className={classes('size-2.5 rounded-xs', fills[day.state])}
          />
        ))}
      </div>
      {shown.length > 0 && <DayTable days={shown} />}
      {!all && store.counts.closed > 0 && (
        <div className="border-t px-2 py-1.5">
          <Button small kind="quiet" onClick={() => setAll(true)}>
            {t('ledger.showClosed', { count: store.counts.closed })}
          </Button>
        </div>
      )}
    </Section>
  );
}

const titleOf = (day: LedgerDay, state: string): string => `${day.day}: ${state}, ${day.held}`;

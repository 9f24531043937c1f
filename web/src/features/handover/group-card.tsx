import { Link } from '@tanstack/react-router';
import { ClipboardList, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BoardGroup } from '#src/modules/handover/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button, buttonLook } from '../../components/button.tsx';
import { classes } from '../../lib/classes.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAccount, useMay, useSession, useZone } from '../accounts/session.ts';
import { useAsk } from './use-ask.ts';

const counts = ['ready', 'unpacked', 'stopped', 'listed', 'gone'] as const;

type Props = { group: BoardGroup; place: string; hasManifest: boolean; onPickup: () => void; onLoad: () => void };

/** The parcels of one carrier at one place: how many are where, and what can be done with them. */
export function GroupCard({ group, place, hasManifest, onPickup, onLoad }: Props) {
  const { t } = useTranslation();
  const zone = useZone(group.accountId);
  const account = useAccount(group.accountId);
  const isOneOfMany = useSession().accounts.length > 1;
  const mayWork = useMay('floor.work');
  const ask = useAsk();
  const time = (at: string) => formatTime(at, 'dayTime', zone);
  const make = (own: boolean) =>
    ask.mutate({
      path: `/handover/${group.accountId}/manifests`,
      json: { place: group.place, carrier: group.carrier, way: group.way, own },
    });
  const isEasyShip = group.way === 'easy_ship';
  const facts = [
    isEasyShip ? undefined : place,
    isOneOfMany ? account?.name : undefined,
    isEasyShip ? t('handover.byAmazon') : t(`handover.ways.${group.way}`),
    group.leavesAt && t(isEasyShip ? 'handover.nextSlot' : 'handover.leaves', { time: time(group.leavesAt) }),
    group.premiumLeavesAt && t('handover.premiumLeaves', { time: time(group.premiumLeavesAt) }),
  ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {group.carrier}
          {group.leftOver > 0 && <Badge tone="warn">{t('handover.leftOver', { count: group.leftOver })}</Badge>}
          {group.premium > 0 && <Badge tone="accent">{t('handover.premium', { count: group.premium })}</Badge>}
        </p>
        <p className="text-xs text-soft">{facts.join(' · ')}</p>
      </div>
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        {counts.map((name) => (
          <div key={name} className="flex flex-col-reverse" title={t(`handover.${isEasyShip ? 'slotHints' : 'countHints'}.${name}`)}>
            <dt className="text-2xs text-faint">{t(`handover.${isEasyShip ? 'slotCounts' : 'counts'}.${name}`)}</dt>
            <dd
              className={classes(
                'text-base font-semibold tabular-nums',
                group[name] === 0 && 'text-faint',
                name === 'stopped' && group[name] > 0 && 'text-bad',
              )}
            >
              {group[name]}
            </dd>
          </div>
        ))}
      </dl>
      {mayWork && isEasyShip && group.ready > 0 && (
        <Link
          to="/orders"
          search={{ account: group.accountId, tab: 'unshipped', q: 'programme:amazon-easy-ship' }}
          className={buttonLook({ small: true })}
        >
          {t('handover.chooseSlots')}
        </Link>
      )}
      {mayWork && !isEasyShip && (
        <div className="flex flex-wrap gap-2">
          <Button small onClick={onLoad}>
            <Truck aria-hidden size={14} />
            {t('handover.newVan')}
          </Button>
          <Button small onClick={onPickup}>
            {group.way === 'easypost' || group.way === 'shippo' ? t('handover.pickup') : t('handover.droppedOff')}
          </Button>
          <Button small kind="primary" disabled={group.ready === 0} busy={ask.isPending} onClick={() => make(false)}>
            <ClipboardList aria-hidden size={14} />
            {hasManifest ? t('handover.secondManifest') : t('handover.makeManifest')}
          </Button>
        </div>
      )}
    </li>
  );
}

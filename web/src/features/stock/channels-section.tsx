import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type StockChannel, stockChannel } from '#src/modules/inventory/contract.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { Section } from '../../components/page.tsx';
import { toast } from '../../components/toasts.tsx';
import { api } from '../../lib/api.ts';
import { formatTime } from '../../lib/format-time.ts';
import { locale } from '../../lib/language.ts';
import { useAccount, useMay, useZone } from '../accounts/session.ts';

const list = z.object({ items: z.array(stockChannel) });

/** Which accounts tell Amazon what is available, and how many units their offers hold back. */
export function ChannelsSection() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['stock', 'channels'],
    queryFn: ({ signal }) => api(list, '/stock/channels', { signal }),
    refetchInterval: 30_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('stock.channels')} flush>
      <p className="border-b px-4 py-2 text-xs text-soft">{t('stock.channelsText')}</p>
      <ul className="divide-y">
        {data.items.map((channel) => (
          <Channel key={`${channel.accountId} ${channel.pushes} ${channel.buffer}`} channel={channel} />
        ))}
      </ul>
    </Section>
  );
}

function Channel({ channel }: { channel: StockChannel }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const name = useAccount(channel.accountId)?.name ?? channel.accountId;
  const mayManage = useMay('stock.manage');
  const [buffer, setBuffer] = useState(String(channel.buffer));
  const units = /^\d{1,4}$/.test(buffer.trim()) ? Number(buffer) : undefined;
  const save = useMutation({
    mutationFn: (change: { pushes: boolean; buffer: number }) =>
      api(list, `/stock/channels/${channel.accountId}`, { method: 'PUT', json: change }),
    onSuccess: () => toast(t('stock.channelSaved')),
    onError: (error) => toast(error.message, 'bad'),
    onSettled: () => client.invalidateQueries({ queryKey: ['stock', 'channels'] }),
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <span className="min-w-0 flex-1 basis-48 truncate font-medium">{name}</span>
      {channel.waiting > 0 && <Badge tone="accent">{t('stock.waiting', { count: channel.waiting })}</Badge>}
      {channel.rejected > 0 && <Badge tone="bad">{t('stock.rejected', { count: channel.rejected })}</Badge>}
      <Badge tone={channel.pushes ? 'good' : 'neutral'}>{channel.pushes ? t('stock.pushesOn') : t('stock.pushesOff')}</Badge>
      {mayManage && (
        <>
          <label className="flex items-center gap-2 text-soft">
            {t('stock.buffer')}
            <input
              inputMode="numeric"
              className="field-box w-16 text-right"
              value={buffer}
              onChange={(event) => setBuffer(event.target.value)}
            />
          </label>
          {units !== undefined && units !== channel.buffer && (
            <Button small busy={save.isPending} onClick={() => save.mutate({ pushes: channel.pushes, buffer: units })}>
              {t('common.save')}
            </Button>
          )}
          <Button
            small
            disabled={units === undefined}
            busy={save.isPending}
            onClick={() => save.mutate({ pushes: !channel.pushes, buffer: units ?? channel.buffer })}
          >
            {channel.pushes ? t('stock.switchOff') : t('stock.switchOn')}
          </Button>
        </>
      )}
      {channel.way && <Way way={channel.way} accountId={channel.accountId} />}
    </li>
  );
}

/** How offers were told last, and why not the other way. */
function Way({ way, accountId }: { way: NonNullable<StockChannel['way']>; accountId: string }) {
  const { t } = useTranslation();
  const zone = useZone(accountId);
  const figures = { count: way.offers, single: span(way.singleSeconds), file: span(way.fileSeconds) };
  const reason = way.way === 'file' ? 'file' : way.notBefore ? 'waits' : 'single';
  return (
    <p className="w-full text-xs text-soft">
      {formatTime(way.at, 'dayTime', zone)}:{' '}
      {t(`stock.ways.${reason}`, { ...figures, time: formatTime(way.notBefore ?? way.at, 'time', zone) })}
    </p>
  );
}

/** Small differences count in seconds, large ones in minutes. */
const span = (seconds: number): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: seconds < 600 ? 'second' : 'minute', unitDisplay: 'long' }).format(
    seconds < 600 ? seconds : Math.round(seconds / 60),
  );

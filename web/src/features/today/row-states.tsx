import { useTranslation } from 'react-i18next';
import type { TodayRow } from '#src/modules/today/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { humanise, textOr } from '../../lib/language.ts';

/** How far an order is on the floor: what has not begun is not shown. */
export function RowStates({ row }: { row: TodayRow }) {
  const { t } = useTranslation();
  const { pick, pack, label, track } = row;
  const states: { key: string; tone: Tone; text: string; title?: string | undefined }[] = [];
  if (row.locationId === null) states.push({ key: 'stock', tone: 'warn', text: t('today.noStock'), title: t('today.noPlaceText') });
  if (pick)
    states.push({
      key: 'pick',
      tone: pick.progress === 'picked' ? 'good' : pick.progress === 'short' || pick.progress === 'put-back' ? 'bad' : 'info',
      text: textOr(`today.pick.${pick.progress}`, humanise(pick.progress)),
      title: [pick.wave, pick.tote].filter(Boolean).join(' · '),
    });
  if (pack)
    states.push({
      key: 'pack',
      tone: pack.progress === 'packed' ? 'good' : 'info',
      text: textOr(`today.packing.${pack.progress}`, humanise(pack.progress)),
      title: pack.by ?? undefined,
    });
  if (label)
    states.push({
      key: 'label',
      tone: label.state === 'bought' ? 'good' : 'info',
      text: label.carrier || t('today.label'),
      title: `${label.service} · ${textOr(`today.labelStates.${label.state}`, humanise(label.state))}`,
    });
  if (track)
    states.push({
      key: 'track',
      tone: track.exceptions.length > 0 ? 'bad' : 'neutral',
      text: humanise(track.state),
      title: track.exceptions.map(humanise).join(', '),
    });
  return states.map(({ key, tone, text, title }) => (
    <Badge key={key} tone={tone} title={title}>
      {text}
    </Badge>
  ));
}

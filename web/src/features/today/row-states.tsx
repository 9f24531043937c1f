import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage, TodayRow } from '#src/modules/today/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { useMay } from '../accounts/session.ts';

const tones: Record<Stage, Tone> = {
  exception: 'bad',
  put_back: 'bad',
  short: 'bad',
  unsure: 'warn',
  no_label: 'bad',
  moving: 'good',
  handed: 'good',
  loaded: 'good',
  packing: 'info',
  picking: 'info',
  waved: 'neutral',
  listed: 'good',
  slot: 'good',
  labelled: 'good',
  buying: 'info',
  packed: 'good',
  picked: 'good',
  batched: 'neutral',
  unplaced: 'warn',
};

/** Where an order stands, in one word, and below it where to find it: wave, tote, batch, carrier, packer. */
export function RowStates({ row }: { row: TodayRow }) {
  const { t } = useTranslation();
  const mayWork = useMay('floor.work');
  const mayBuy = useMay('labels.buy');
  const { stage, pick, pack, batch, label, track } = row;
  const word = () => {
    if (stage === 'exception') return t(`parcels.exceptions.${track?.exceptions[0]}`);
    if (stage === 'moving') return t(`parcels.states.${track?.state}`);
    return t(`today.stages.${stage}`);
  };
  const facts: { key: string; shown: ReactNode }[] = [];
  if (pick?.waveId) {
    const name = t('rest.inWave', { wave: pick.wave });
    const toWave = (
      <Link to="/waves/$waveId" params={{ waveId: pick.waveId }} className={linked}>
        {name}
      </Link>
    );
    facts.push({ key: 'wave', shown: mayWork ? toWave : name });
  }
  if (pick?.tote) facts.push({ key: 'tote', shown: pick.tote });
  if (batch) {
    const name = batch.name || t('batches.title', { number: batch.batchId });
    const toBatch = (
      <Link to="/batches/$batchId" params={{ batchId: batch.batchId }} title={t(`batches.phases.${batch.phase}`)} className={linked}>
        {name}
      </Link>
    );
    facts.push({ key: 'batch', shown: mayBuy ? toBatch : name });
  }
  if (label?.carrier) facts.push({ key: 'label', shown: <span title={label.service}>{label.carrier}</span> });
  if (pack?.by && stage === 'packing') facts.push({ key: 'packer', shown: pack.by });
  return (
    <>
      {stage && (
        <Badge tone={tones[stage]} title={stage === 'unplaced' ? t('today.noPlaceText') : undefined}>
          {word()}
        </Badge>
      )}
      {facts.length > 0 && (
        <span className="text-xs break-words text-faint">
          {facts.map(({ key, shown }, index) => (
            <span key={key}>
              {index > 0 && ' · '}
              {shown}
            </span>
          ))}
        </span>
      )}
    </>
  );
}

const linked = 'hover:text-accent hover:underline';

import { useTranslation } from 'react-i18next';
import type { WaveView } from '#src/modules/picking/contract.ts';
import { Badge, type Tone } from '../../components/badge.tsx';

const tones: Record<WaveView['state'], Tone> = {
  made: 'neutral',
  released: 'accent',
  paused: 'warn',
  finished: 'good',
  cancelled: 'outline',
};

export function WaveBadge({ state }: { state: WaveView['state'] }) {
  const { t } = useTranslation();
  return <Badge tone={tones[state]}>{t(`waves.states.${state}`)}</Badge>;
}

import { Link } from '@tanstack/react-router';
import { ArrowLeft, CircleHelp, Maximize, Settings2, User, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StationState } from '#src/modules/packing/contract.ts';
import { Mark } from '../../../app/mark.tsx';
import { buttonLook, IconButton } from '../../../components/button.tsx';
import { useZone } from '../../accounts/session.ts';
import { Deadline } from '../../orders/cells/deadline.tsx';
import { isOpen } from '../../orders/cells/status-badge.tsx';
import type { Panel } from './station-keys.ts';
import { setStationSettings, useStationSettings } from './station-settings.ts';

/** Where, who, how much time is left. */
export function StationHead({ state, onPanel }: { state: StationState; onPanel: (panel: Panel) => void }) {
  const { t } = useTranslation();
  const { muted } = useStationSettings();
  const { order, station, person } = state;
  const zone = useZone(order?.accountId);
  return (
    <header className="flex items-center gap-x-3 border-b bg-surface px-2 py-2 text-base sm:gap-x-4 sm:px-4">
      <Link
        to="/orders"
        aria-label={t('pack.backToDesk')}
        title={t('pack.backToDesk')}
        className={buttonLook({ kind: 'quiet', square: true })}
      >
        <ArrowLeft aria-hidden size={20} />
      </Link>
      <span className="hidden sm:block">
        <Mark />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row sm:items-center">
        <span className="truncate font-semibold">{station.name}</span>
        <span className="flex min-w-0 items-center gap-1.5 text-soft">
          <User aria-hidden size={16} className="shrink-0" />
          <span className="truncate">{person}</span>
        </span>
      </div>
      {order?.leaveBy && isOpen(order.status) && (
        <span className="flex items-baseline gap-2 text-xl font-semibold">
          <span className="hidden text-sm font-normal text-soft sm:inline">{t('pack.leavesIn')}</span>
          <Deadline at={order.leaveBy} status={order.status} zone={zone} oneLine />
        </span>
      )}
      <span className="flex gap-1">
        <IconButton
          label={t(muted ? 'pack.soundOn' : 'pack.soundOff')}
          aria-pressed={muted}
          onClick={() => setStationSettings({ muted: !muted })}
        >
          {muted ? <VolumeX size={20} className="text-warn" /> : <Volume2 size={20} />}
        </IconButton>
        <IconButton className="max-sm:hidden!" label={t('pack.fullScreen')} onClick={toggleFullScreen}>
          <Maximize size={20} />
        </IconButton>
        <IconButton label={t('pack.settings')} onClick={() => onPanel('settings')}>
          <Settings2 size={20} />
        </IconButton>
        <IconButton className="max-sm:hidden!" label={t('pack.help')} onClick={() => onPanel('help')}>
          <CircleHelp size={20} />
        </IconButton>
      </span>
    </header>
  );
}

function toggleFullScreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  // Phones that cannot do it stay as they are.
  done?.catch(() => undefined);
}

import { Camera, ImageUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonLook } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { classes } from '../../../lib/classes.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { ProblemText } from '../../people/problem-text.tsx';
import { sendPhoto } from '../pack-queries.ts';
import { NotAPicture, shrinkFile, shrinkPhoto } from '../photo/shrink-photo.ts';
import type { StationDesk } from '../station/station-desk.ts';

type Props = { desk: StationDesk; sessionId: string; onClose: () => void };

/**
 * A photo of the open parcel, by the camera of this machine or from a file. It may show an address, so it is never kept in
 * the browser: without network it is taken again later.
 */
export function PhotoDialog({ desk, sessionId, onClose }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const { stream, has: hasCamera } = useCamera();
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const send = async (make: () => Promise<Blob>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      desk.sender.show(await sendPhoto(sessionId, await make()));
      desk.say('good', 'photoTaken');
      onClose();
    } catch (error) {
      setProblem(error instanceof NotAPicture ? new Error(t('pack.notAPicture')) : error);
      setBusy(false);
    }
  };
  const shoot = () => {
    const seen = video.current;
    if (seen && seen.videoWidth > 0) void send(() => shrinkPhoto({ source: seen, width: seen.videoWidth, height: seen.videoHeight }));
  };
  return (
    <Dialog
      title={t('pack.photoTitle')}
      description={t('pack.photoText')}
      reading
      wide
      onClose={onClose}
      footer={
        <>
          <label
            className={classes(
              buttonLook({ kind: hasCamera ? 'plain' : 'primary' }),
              'h-11 cursor-pointer text-base! has-focus-visible:outline-2',
            )}
          >
            <ImageUp aria-hidden size={18} />
            {t('pack.photoFile')}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="sr-only"
              onChange={(event) => {
                const file = event.target.files?.[0];
                // The same file may be chosen again after it was put right.
                event.target.value = '';
                if (file) void send(() => shrinkFile(file));
              }}
            />
          </label>
          {hasCamera && (
            <Button kind="primary" className="h-11 text-base!" busy={busy} onClick={shoot}>
              <Camera aria-hidden size={18} />
              {t('pack.shoot')}
            </Button>
          )}
        </>
      }
    >
      {hasCamera && <ShootKeys onShoot={shoot} />}
      {!hasCamera && <p className="text-base text-soft">{t('pack.noCamera')}</p>}
      <video ref={video} muted playsInline autoPlay className={classes('w-full rounded-xl bg-sunken', !hasCamera && 'hidden')} />
      <ProblemText error={problem} />
    </Dialog>
  );
}

/** Above the dialog's own layer of keys, which silences those of the station. */
function ShootKeys({ onShoot }: { onShoot: () => void }) {
  useHotkeys({ Enter: onShoot });
  return null;
}

/** The camera's picture while the dialog is open; `has` is undefined until the browser has said whether there is one. */
function useCamera(): { stream: MediaStream | null; has: boolean | undefined } {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [has, setHas] = useState<boolean>();
  useEffect(() => {
    let opened: MediaStream | undefined;
    let gone = false;
    const stop = () => {
      for (const track of opened?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      // Browsers offer cameras over HTTPS and on this machine alone.
      opened = await navigator.mediaDevices?.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1_920 } }, audio: false });
      if (gone) return stop();
      setStream(opened ?? null);
      setHas(opened !== undefined);
    };
    start().catch(() => setHas(false));
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return { stream, has };
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Field } from '../../../components/field.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { ProblemText } from '../../people/problem-text.tsx';
import { type ScaleKind, scaleKinds } from '../scale/scale-devices.ts';
import type { Scale } from '../scale/use-scale.ts';
import { play, type Sound } from '../station/sounds.ts';
import { printWays, setStationSettings, useStationSettings, weightUnits } from '../station/station-settings.ts';

/** The devices of this place: scanner, scale, printer, sounds. Kept in this browser. */
export function SettingsDialog({ scale, onClose }: { scale: Scale; onClose: () => void }) {
  const { t } = useTranslation();
  const settings = useStationSettings();
  const text = (name: 'prefix' | 'suffix') => (
    <Field label={t(`pack.scanner.${name}`)}>
      {(attributes) => (
        <input
          {...attributes}
          className="field-box w-24"
          maxLength={5}
          autoComplete="off"
          value={settings[name]}
          onChange={(event) => setStationSettings({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      title={t('pack.settings')}
      description={t('pack.settingsText')}
      onClose={onClose}
      footer={<Button onClick={() => setStationSettings({ stationId: '' })}>{t('pack.otherStation')}</Button>}
    >
      <div className="flex flex-col gap-5 text-base">
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('pack.printing')}</h3>
          <Segmented
            label={t('pack.printing')}
            value={settings.print}
            options={printWays.map((value) => ({ value, label: t(`pack.print.${value}`) }))}
            onChange={(print) => setStationSettings({ print })}
          />
          <p className="text-sm text-faint">{t(`pack.printHint.${settings.print}`)}</p>
        </section>
        <ScaleSection scale={scale} />
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('pack.scanner.title')}</h3>
          <div className="flex flex-wrap gap-4">
            {text('prefix')}
            {text('suffix')}
            <Field label={t('pack.scanner.gap')}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="number"
                  min={15}
                  max={200}
                  className="field-box w-24"
                  value={settings.gapMs}
                  onChange={(event) => setStationSettings({ gapMs: Math.min(200, Math.max(15, Number(event.target.value) || 50)) })}
                />
              )}
            </Field>
          </div>
          <p className="text-sm text-faint">{t('pack.scanner.hint')}</p>
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t('pack.sounds')}</h3>
          <div className="flex flex-wrap gap-2">
            {(['good', 'ask', 'bad'] as const satisfies readonly Sound[]).map((sound) => (
              <Button key={sound} onClick={() => play(sound)}>
                {t(`pack.tone.${sound}`)}
              </Button>
            ))}
          </div>
        </section>
      </div>
    </Dialog>
  );
}

function ScaleSection({ scale }: { scale: Scale }) {
  const { t } = useTranslation();
  const { unit, scale: kind } = useStationSettings();
  const [problem, setProblem] = useState<unknown>(null);
  const kinds = scaleKinds();
  const connect = (which: ScaleKind) => {
    setProblem(null);
    scale.connect(which).catch((error: unknown) => {
      // Closing the browser's list without a choice is no failure.
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) setProblem(error);
    });
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('pack.scale')}</h3>
      <Segmented
        label={t('pack.unit')}
        value={unit}
        options={weightUnits.map((value) => ({ value, label: value }))}
        onChange={(next) => setStationSettings({ unit: next })}
      />
      <div className="flex flex-wrap gap-2">
        {kinds.map((each) => (
          <Button key={each} onClick={() => connect(each)}>
            {t(`pack.connect.${each}`)}
          </Button>
        ))}
        {kind !== 'none' && <Button onClick={scale.forget}>{t('pack.forgetScale')}</Button>}
      </div>
      <p className="text-sm text-faint">
        {scale.name === null ? t(kinds.length > 0 ? 'pack.scaleHint' : 'pack.scaleTypes') : t('pack.scaleIsOn', { name: scale.name })}
      </p>
      <ProblemText error={problem} />
    </section>
  );
}

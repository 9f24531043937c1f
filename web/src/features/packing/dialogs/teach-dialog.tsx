import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { ProblemText } from '../../people/problem-text.tsx';
import { ProductPicker } from '../../stock/product-picker.tsx';
import { teach } from '../pack-queries.ts';
import type { StationDesk } from '../station/station-desk.ts';

type Props = { desk: StationDesk; sessionId: string; code: string; onClose: () => void };

/** Says once which product an unknown barcode is; from then on it is known everywhere. */
export function TeachDialog({ desk, sessionId, code, onClose }: Props) {
  const { t } = useTranslation();
  const learn = useMutation({
    mutationFn: (productId: string) => teach(sessionId, { code, productId }),
    onSuccess: (state) => {
      desk.sender.show(state);
      desk.say('good', 'taught', { code });
      onClose();
    },
  });
  return (
    <Dialog title={t('pack.teachTitle', { code })} description={t('pack.teachText')} onClose={onClose}>
      <div className="flex min-h-48 flex-col gap-3 text-base">
        <ProductPicker label={t('pack.findProduct')} onPick={({ productId }) => learn.mutate(productId)} />
        <ProblemText error={learn.error} />
      </div>
    </Dialog>
  );
}

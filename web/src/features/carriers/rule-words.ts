import i18next from 'i18next';
import type { ChoiceRuleBody } from '#src/modules/labels/contract.ts';
import { formatMoney } from '../../lib/format-money.ts';

/** When a rule holds, in one line. */
export function whenWords({ when }: ChoiceRuleBody): string {
  const { t } = i18next;
  const { gramsFrom, gramsTo, places = [], skus = [], valueFrom, valueTo, premium } = when;
  const money = ({ amount, currency }: { amount: string; currency: string }) => formatMoney(amount, currency);
  const parts = [
    gramsFrom !== undefined && gramsTo !== undefined && t('carriers.rule.weighs', { from: gramsFrom, to: gramsTo }),
    gramsFrom !== undefined && gramsTo === undefined && t('carriers.rule.weighsFrom', { from: gramsFrom }),
    gramsFrom === undefined && gramsTo !== undefined && t('carriers.rule.weighsTo', { to: gramsTo }),
    places.length > 0 && t('carriers.rule.to', { places: places.join(', ') }),
    skus.length > 0 && t('carriers.rule.with', { skus: skus.join(', ') }),
    valueFrom && t('carriers.rule.worthFrom', { money: money(valueFrom) }),
    valueTo && t('carriers.rule.worthTo', { money: money(valueTo) }),
    premium !== undefined && t(premium ? 'carriers.rule.isPremium' : 'carriers.rule.notPremium'),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(', ') : t('carriers.rule.always');
}

/** What a rule takes, in one line. */
export function wantWords({ want }: ChoiceRuleBody): string {
  const { t } = i18next;
  const { carriers = [] } = want;
  return [
    t(`carriers.rule.takes.${want.pick}`),
    want.inTime && t('carriers.rule.takesInTime'),
    want.protected && t('carriers.rule.takesProtected'),
    carriers.length > 0 && t('carriers.rule.takesOf', { carriers: carriers.join(', ') }),
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}

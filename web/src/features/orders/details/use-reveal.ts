import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type OrderRef, type PersonalDetails, personalDetails } from '#src/modules/orders/contract.ts';
import { api } from '../../../lib/api.ts';
import { revealPath } from '../order-queries.ts';

const shownMs = 60_000;

/**
 * Personal data of an order for one minute. It stays out of every cache: it is gone after the minute, when the order
 * changes and when the page is left.
 */
export function useReveal(order: OrderRef) {
  const key = `${order.accountId}/${order.orderId}`;
  const [shown, setShown] = useState<{ key: string; data: PersonalDetails; until: number } | null>(null);
  const current = shown?.key === key ? shown : null;
  const ask = useMutation({
    gcTime: 0,
    mutationFn: (purpose: string) => api(personalDetails, revealPath(order), { json: { purpose } }),
    onSuccess: (data) => setShown({ key, data, until: Date.now() + shownMs }),
  });
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(null), shown.until - Date.now());
    return () => clearTimeout(timer);
  }, [shown]);
  return { data: current?.data, reveal: ask.mutate, pending: ask.isPending, error: ask.error, hide: () => setShown(null) };
}

import type { SellerOperation } from '../http/operation.ts';
import type { OrderWrites } from '../shipments/order-writes.ts';
import type { OrderTable } from '../store/order-table.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { getOrders } from './get-orders.ts';
import { readOperationsV0 } from './read-operations.ts';
import { regulatedOperations } from './regulated-info.ts';
import { updateShipmentStatus } from './update-shipment-status.ts';

/** All ten operations of the Orders API v0, from the same store as the newer version. */
export const ordersV0Operations = (orders: OrderTable, writes: OrderWrites): SellerOperation[] => [
  getOrders(orders),
  ...readOperationsV0(orders),
  confirmShipment(orders, writes),
  updateShipmentStatus(orders, writes),
  ...regulatedOperations(orders, writes),
];

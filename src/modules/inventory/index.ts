export { allocateOrders, runAllocate } from './allocate.ts';
export { changeStock, type StockOutcome, undoStock } from './change-stock.ts';
export { importStock, type StockLine } from './import-stock.ts';
export { adoptAll, mapSku } from './map-sku.ts';
export { reserveOnTaken } from './reserve-on-taken.ts';
export { restateStock } from './restate-stock.ts';
export { chooseObjective, dropDelivery, expectDelivery, saveBin, saveLocation } from './save-location.ts';
export { archive, saveProduct } from './save-product.ts';

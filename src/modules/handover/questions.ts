export { boardOf, easyShipOf, errandViewOf, groupParcelsOf, labelsOn, scanViewOf, vanDetailsOf, vansOf } from './board.ts';
export { type HandoverState, handoverStatesOf } from './views.ts';

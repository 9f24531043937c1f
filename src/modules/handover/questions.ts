export { boardOf, easyShipOf, errandViewOf, groupParcelsOf, labelsOn, scanViewOf, vanDetailsOf, vansOf } from './board.ts';
export { handoverStatesOf } from './views.ts';

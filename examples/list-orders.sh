#!/usr/bin/env bash
# Prints the unshipped orders whose deadline is nearest, with the fields that are needed and no others, as JSON.
# `next` of the answer, sent as cursor, gives the page after it.
# usage: WAYBILL_URL=… WAYBILL_KEY=… list-orders.sh [cursor]
set -euo pipefail

curl --silent --show-error --fail-with-body --get "$WAYBILL_URL/api/v1/orders" \
  --header "Authorization: Bearer $WAYBILL_KEY" \
  --data tab=unshipped \
  --data sort=ship-by \
  --data limit=50 \
  --data fields=orderId,status,shipBy \
  ${1:+--data-urlencode "cursor=$1"}

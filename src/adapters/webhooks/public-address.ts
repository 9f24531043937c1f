import ipaddr from 'ipaddr.js';

/** Whether an address (IPv4 or IPv6, as text) is one of the public internet: not of this machine, a local network or a cloud's inside. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` turns an IPv4 address that is dressed as IPv6 into what it is.
  return ipaddr.process(address).range() === 'unicast';
}

const hours = (h: number) => h * 60;

/** The abbreviations that Amazon's files use, in minutes east of UTC. A name means its offset all year: PST is -8 in July. */
const names: Record<string, number> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: hours(1),
  BST: hours(1),
  CET: hours(1),
  MEZ: hours(1),
  CEST: hours(2),
  MESZ: hours(2),
  EET: hours(2),
  EEST: hours(3),
  TRT: hours(3),
  GST: hours(4),
  SAST: hours(2),
  JST: hours(9),
  SGT: hours(8),
  AWST: hours(8),
  ACST: hours(9.5),
  ACDT: hours(10.5),
  AEST: hours(10),
  AEDT: hours(11),
  PST: hours(-8),
  PDT: hours(-7),
  MST: hours(-7),
  MDT: hours(-6),
  CST: hours(-6),
  CDT: hours(-5),
  EST: hours(-5),
  EDT: hours(-4),
  BRT: hours(-3),
};

/** `Z`, `+09:00`, `GMT+9`, `PDT` … in minutes east of UTC; `undefined` when unknown. IST is Irish in Dublin, else Indian. */
export function zoneOffset(zone: string, storeZone: string | undefined): number | undefined {
  const name = zone.replace(/^\((.*)\)$/, '$1').toUpperCase();
  const m = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (m) {
    const minutes = Number(m[2]) * 60 + Number(m[3] ?? 0);
    return minutes > hours(14) ? undefined : m[1] === '-' ? -minutes : minutes;
  }
  if (name === 'IST') return storeZone === 'Europe/Dublin' ? hours(1) : hours(5.5);
  return names[name];
}

type Place = { city?: string; region?: string; country?: string };

/** What the grid shows of a buyer without opening the vault: initials and place, `M. K., Austin TX`. */
export function maskBuyer(name: string | undefined, place: Place | undefined): string | null {
  const initials = name === undefined ? '' : initialsOf(name);
  const where = placeOf(place);
  return [initials, where].filter(Boolean).join(', ') || null;
}

/** City, state or province, and country: not personal data by Amazon's list. */
export function placeOf(place: Place | undefined): string {
  if (!place) return '';
  const near = [place.city, place.region].filter(Boolean).join(' ');
  return near || (place.country ?? '');
}

function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const chosen = words.length > 2 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => `${[...(word ?? '')][0]?.toUpperCase() ?? ''}.`).join(' ');
}

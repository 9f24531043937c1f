const token = /\bAtz[a-z]\|[^\s"',;)]+/gi;
const mail = /[^\s"'<>(),;:]{1,200}@[^\s"'<>(),;:]+/g;

/** Makes text from outside fit for logs and errors: no secrets, no mail addresses, not longer than it helps. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length > 0);
  return (text) => {
    const clean = known.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
    return clean.replace(token, '…').replace(mail, '…').slice(0, 400);
  };
}

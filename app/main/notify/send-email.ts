import { createTransport } from 'nodemailer';
import type { OutletDraft } from '../../shared/domain/outlet.ts';
import type { Notification } from '../../shared/domain/notification.ts';
import { WorkbenchError } from '../../shared/errors/workbench-error.ts';

type EmailTarget = Extract<OutletDraft['target'], { kind: 'email' }>;

const timeoutMs = 10_000;

/** Sends a notification as plain text; a repetition has the same `Message-ID`. Throws `AF_OUTLET_UNREACHABLE`, `AF_OUTLET_REFUSED`, and `AF_OUTLET_REJECTED` for replies of 500 and above, which RFC 5321 (4.2.1) calls permanent. */
export async function sendEmail({ host, port, security, user, secret, from, to }: EmailTarget, id: string, { title, body, severity, at }: Notification): Promise<void> {
  const transport = createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    ...(user !== null && { auth: { user, pass: secret ?? '' } }),
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from, to, messageId: `<${id}@anomalyforce.invalid>`, date: new Date(at), subject: title, text: `${body}\n\nSeverity: ${severity}\nTold: ${new Date(at).toISOString()}\n`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    if (responseCode !== undefined && responseCode >= 500) throw new WorkbenchError('AF_OUTLET_REJECTED', `${host}:${port} will not take the mail (${responseCode}).`);
    if (responseCode !== undefined || code === 'EAUTH' || code === 'ETLS') throw new WorkbenchError('AF_OUTLET_REFUSED', `${host}:${port} refused the mail (${responseCode ?? code}).`);
    throw new WorkbenchError('AF_OUTLET_UNREACHABLE', `${host}:${port} can't be reached (${code ?? 'no answer'}).`);
  } finally {
    transport.close();
  }
}

/**
 * The registry of error codes: one row per thing that can go wrong, with what the analyst can do about it,
 * the HTTP status that the web host answers with, and whether trying again may help without a change.
 * `docs/errors.md` is printed from this table.
 */
export interface ErrorCode {
  /** What the analyst can do, in a sentence. */
  hint: string;
  /** HTTP status of the web host's answer. */
  status: number;
  /** True where the same act may succeed later without anybody changing anything. */
  retryable: boolean;
}

export const errorCodes = {
  AF_API_METHOD_UNKNOWN: { hint: 'Update both sides: the screen and the workbench are of different versions.', status: 404, retryable: false },
  AF_API_INPUT_INVALID: { hint: 'Correct the fields that are named and try again.', status: 400, retryable: false },
  AF_API_OUTPUT_INVALID: { hint: 'This is a fault of the program; the log says more. Keep it for whoever looks after the program.', status: 500, retryable: false },
  AF_API_FRAME_INVALID: { hint: 'Reload the screen; if it comes back, the two sides are of different versions.', status: 400, retryable: false },
  AF_API_PERMISSION_DENIED: { hint: 'Ask the owner of this workbench for the permission that is named.', status: 403, retryable: false },
  AF_API_CANCELLED: { hint: 'Start it again when you need it.', status: 499, retryable: true },
  AF_API_CONNECTION_CLOSED: { hint: 'The screen reconnects by itself; wait a moment or reload.', status: 503, retryable: true },
  AF_API_OVERLOADED: { hint: 'Wait for the work under way to finish.', status: 429, retryable: true },
  AF_INTERNAL: { hint: 'Nothing stored was lost. Restart the program; if it comes back, keep the log.', status: 500, retryable: false },
  AF_NOT_FOUND: { hint: 'It may have been removed; reload the list.', status: 404, retryable: false },
  AF_INGEST_BROKER_UNREACHABLE: { hint: 'Check the address, the network and that the broker runs.', status: 502, retryable: true },
  AF_INGEST_TLS_REFUSED: { hint: 'Give the CA certificate that signed the broker\'s certificate, and the host name that it is issued for.', status: 502, retryable: false },
  AF_INGEST_SASL_REFUSED: { hint: 'Check user name, password and mechanism with whoever runs the broker.', status: 401, retryable: false },
  AF_INGEST_TOPIC_UNKNOWN: { hint: 'Pick a topic from the list, or check the permission to see it.', status: 404, retryable: true },
  AF_INGEST_OFFSET_OUT_OF_RANGE: { hint: 'The stored place is no longer in the topic. Choose where to go on: earliest, latest or a time.', status: 409, retryable: false },
  AF_INGEST_FILE_UNREADABLE: { hint: 'Check that the file exists, may be read, and is CSV, JSON lines, Parquet or a capture.', status: 400, retryable: false },
  AF_INGEST_MAPPING_INVALID: { hint: 'Choose the time field and at least one numeric channel in the preview.', status: 400, retryable: false },
  AF_INGEST_RECORD_UNDECODABLE: { hint: 'The record is kept in the quarantine with its reason; correct the decoding and go on.', status: 422, retryable: false },
  AF_INGEST_UPLOAD_INVALID: { hint: 'Choose the file again.', status: 400, retryable: false },
  AF_STREAM_STATE_CONFLICT: { hint: 'Wait until the stream has reached the state that is shown, then try again.', status: 409, retryable: true },
  AF_STREAM_SECRET_REQUIRED: { hint: 'Write the password, and the private key where there is one, again for this connection.', status: 400, retryable: false },
  AF_INCIDENT_MERGED: { hint: 'Go on with the incident that took its anomalies, or move them back first.', status: 409, retryable: false },
  AF_INCIDENT_LIMIT: { hint: 'Take away tags or pins that nobody needs.', status: 409, retryable: false },
  AF_INCIDENT_NOTE_CHANGED: { hint: 'Read the notes again; only the newest text of your own note can be changed.', status: 409, retryable: false },
  AF_STORE_LOCKED: { hint: 'Another copy of the program uses this data folder. Close it, or choose another folder.', status: 423, retryable: true },
  AF_STORE_KEY_WRONG: { hint: 'Enter the passphrase that this data folder was created with.', status: 401, retryable: false },
  AF_STORE_KEY_MISSING: { hint: 'No secret store is available: set a passphrase for this data folder.', status: 401, retryable: false },
  AF_STORE_CORRUPT: { hint: 'Restore the folder from a backup, or start a new one and read the topics again.', status: 500, retryable: false },
  AF_STORE_FULL: { hint: 'Free space on the disk or shorten the retention; the stream goes on by itself from where it stopped.', status: 507, retryable: true },
  AF_STORE_WRITE_FAILED: { hint: 'Check the disk; the stream goes on from the stored place when writing works again.', status: 500, retryable: true },
  AF_STORE_OFFSET_CONFLICT: { hint: 'Two writers met on one stream; it goes on from the stored place.', status: 409, retryable: true },
  AF_STORE_VERSION_TOO_NEW: { hint: 'This data folder was written by a newer version; install that version.', status: 409, retryable: false },
  AF_DETECT_WORKER_DIED: { hint: 'The detector restarts with its state; the stream goes on from the stored place.', status: 500, retryable: true },
  AF_DETECT_BACKEND_UNAVAILABLE: { hint: 'Run the set-up again; `anomalyforce doctor` says what is missing.', status: 500, retryable: false },
  AF_DETECT_MODEL_INVALID: { hint: 'The model\'s files do not match their manifest; install it again.', status: 500, retryable: false },
  AF_DETECT_DETECTOR_UNKNOWN: { hint: 'Choose a detector from the list.', status: 404, retryable: false },
  AF_DASHBOARD_CHANGED: { hint: 'Open it again to see the other changes, or save yours over them.', status: 409, retryable: false },
  AF_DASHBOARD_LIMIT: { hint: 'Delete dashboards that nobody uses; export them first to keep them as files.', status: 409, retryable: false },
  AF_DASHBOARD_FILE_INVALID: { hint: 'Choose a file that was exported from a dashboard.', status: 400, retryable: false },
  AF_SEARCH_QUERY_INVALID: { hint: 'Correct the query at the place that is named.', status: 400, retryable: false },
  AF_SEARCH_LIMIT: { hint: 'Delete saved searches that nobody uses.', status: 409, retryable: false },
  AF_PACK_UNREADABLE: { hint: 'Ask for the file again from whoever saved it: it is no evidence pack, or not as it was saved.', status: 400, retryable: false },
  AF_PACK_PASSPHRASE_WRONG: { hint: 'Enter the passphrase that the evidence pack was saved with.', status: 401, retryable: false },
  AF_PACK_TOO_LARGE: { hint: 'Save one anomaly in place of its incident.', status: 413, retryable: false },
  AF_EXPORT_EMPTY: { hint: 'Retention has deleted it; its notes, verdicts and history are in the report.', status: 404, retryable: false },
  AF_EXPORT_TOO_LARGE: { hint: 'Split the incident and save its parts; its anomalies and its report can be saved as it is.', status: 413, retryable: false },
  AF_OUTLET_REFUSED: { hint: 'Check address, secret and permissions with whoever runs the receiver.', status: 502, retryable: true },
  AF_OUTLET_REJECTED: { hint: 'Trying again will not help: correct address, secret or receivers of the outlet with whoever runs the receiver, then send a test.', status: 502, retryable: false },
  AF_ALERT_LIMIT: { hint: 'Delete rules and silences that nobody needs.', status: 409, retryable: false },
  AF_OUTLET_UNREACHABLE: { hint: 'Check the address, the network and that the receiver runs.', status: 502, retryable: true },
  AF_OUTLET_SECRET_REQUIRED: { hint: 'Write the secret again: a new outlet needs one, and one that was given goes to no other receiver.', status: 400, retryable: false },
  AF_SIMULATE_OPTIONS_INVALID: { hint: 'Name one of the four domains and give a whole number of series, a start and a duration.', status: 400, retryable: false },
  AF_TABLEAU_UNREACHABLE: { hint: 'Check the address, the network, and that Tableau runs.', status: 502, retryable: true },
  AF_TABLEAU_TLS_REFUSED: { hint: 'Have Tableau use a certificate that this machine trusts; NODE_EXTRA_CA_CERTS names one of your own authority.', status: 502, retryable: false },
  AF_TABLEAU_NOT_TABLEAU: { hint: 'Give the address of a Tableau Server (2019.2 or newer) or of Tableau Cloud, as the browser shows it before the first slash.', status: 502, retryable: false },
  AF_TABLEAU_SIGN_IN_REFUSED: { hint: 'Check the site, and the app or token, with whoever looks after Tableau; a token that was not used for some weeks ends by itself.', status: 401, retryable: false },
  AF_TABLEAU_SESSION_ENDED: { hint: 'Try again; if it comes back, the connected app or token lacks the permission to read content.', status: 401, retryable: true },
  AF_TABLEAU_PERMISSION_DENIED: { hint: 'Ask whoever looks after Tableau to let this user see it.', status: 403, retryable: false },
  AF_TABLEAU_SECRET_REQUIRED: { hint: 'Write the secret again: it was given for another address, site or app.', status: 400, retryable: false },
  AF_TABLEAU_TOO_MANY_ROWS: { hint: 'Publish fewer days or fewer streams, or several data sources.', status: 413, retryable: false },
  AF_TABLEAU_PUBLISHING: { hint: 'Wait until it is done.', status: 409, retryable: true },
  AF_TABLEAU_PROJECT_UNKNOWN: { hint: 'Write the project’s name as Tableau shows it, or leave it empty for the default project.', status: 404, retryable: false },
  AF_TABLEAU_NO_SIGN_IN: { hint: 'Sign in within the view, or give the connection a connected app or a personal access token.', status: 409, retryable: false },
  AF_EXTENSION_SCRIPT_INVALID: { hint: 'Write one call, such as anomalyforce.score(value=_arg1).', status: 400, retryable: false },
  AF_EXTENSION_DATA_INVALID: { hint: 'Give numbers as values, ISO times or seconds as time, and columns of one length.', status: 400, retryable: false },
  AF_EXTENSION_SIGN_IN_REFUSED: { hint: 'Give Tableau the user name and password that are set in AnomalyForce, Settings, Tableau.', status: 401, retryable: false },
  AF_EXTENSION_KEY_REFUSED: { hint: 'Save the extension’s file anew in AnomalyForce, Settings, Tableau.', status: 401, retryable: false },
  AF_EXTENSION_SCRIPTS_OFF: { hint: 'Use MODEL_EXTENSION_REAL with a model, or have scripts switched on.', status: 404, retryable: false },
  AF_EXTENSION_TOO_LARGE: { hint: 'Ask for fewer rows: filter the view, or let the calculation run for each partition.', status: 413, retryable: false },
  AF_EXTENSION_TIMEOUT: { hint: 'Ask for fewer rows, or try again when less is asked at once.', status: 408, retryable: true },
  AF_EXTENSION_SETUP_INVALID: { hint: 'Correct the set-up of the endpoint and switch it on again.', status: 400, retryable: false },
  AF_HOST_PORT_TAKEN: { hint: 'Choose another port with --port, or end the program that uses it.', status: 500, retryable: false },
  AF_SESSION_REQUIRED: { hint: 'Open the one-time link that the program printed, or ask it for a new one.', status: 401, retryable: false },
  AF_SESSION_LINK_USED: { hint: 'A link works once. Ask the program for a new one.', status: 401, retryable: false },
  AF_SESSION_ORIGIN_REFUSED: { hint: 'Open the workbench at its own address.', status: 403, retryable: false },
} as const satisfies Record<string, ErrorCode>;

/** A code of the registry, such as `AF_INGEST_BROKER_UNREACHABLE`. */
export type Code = keyof typeof errorCodes;

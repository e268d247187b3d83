/** A telephone number in international form (ITU-T E.164): `+` and 4 to 15 digits. */
export const e164 = /^\+[1-9][0-9]{3,14}$/;

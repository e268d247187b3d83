/** Models cut tokens between the halves of a character; half a character cannot be sent as UTF-8, so it waits. */
export class TokenText {
  private half = '';

  next(token: string, last: boolean): string {
    const text = this.half + token;
    const cut = !last && /[\uD800-\uDBFF]$/.test(text);
    this.half = cut ? text.slice(-1) : '';
    return (cut ? text.slice(0, -1) : text).toWellFormed();
  }
}

package io.github.immutable.load;

/** Why a request counts as lost; named as {@link Load.Loss} names it. */
final class Lost extends Exception {
  private static final long serialVersionUID = 1;
  final String reason;
  final String detail;
  final String server;

  Lost(String reason, String detail, String server) {
    super(reason, null, false, false);
    this.reason = reason;
    this.detail = detail;
    this.server = server;
  }
}

package io.github.immutable.ledger;

import io.github.immutable.tool.Digest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How many records a project has, and the sum of a digest of each, kept beside them and changed
 * with each of them in the same transaction. That a record was altered its own checksum tells; that
 * one was deleted, or an earlier one put back, only all of them together.
 *
 * <p>It finds accidents. Whoever writes a right one is not found out, nor who replaces a whole
 * ledger by an earlier copy of it. Leases are not under it: they change by themselves.
 *
 * @param sum modulo 2^256, in hexadecimal; null where the records are older than seals are, and
 *     none was made yet
 */
record Seal(long records, @Nullable String sum) {
  private static final BigInteger MODULUS = BigInteger.TWO.pow(256);
  private static final String RECORDS =
      "SELECT 0, kind, id, parent, number, sha256 FROM record WHERE project = ?";

  /** What is added up of a record, or the seal itself, so that both are read at one moment. */
  private record Line(boolean isSeal, long number, @Nullable String sum, BigInteger digest) {}

  /** Writes a record, and the seal with it; for a transaction. */
  static void put(Handle handle, Store store, RecordRow row) throws LedgerException {
    Seal seal = locked(handle, store);
    if (seal.sum != null && !seal.sum.matches("[0-9a-f]{64}")) {
      throw Damage.of(store, "its seal was altered");
    }
    Optional<BigInteger> before =
        lines(handle, RECORDS + " AND kind = ? AND id = ?", row.project(), row.kind(), row.id())
            .stream()
            .map(Line::digest)
            .findFirst();
    row.put(handle);
    if (seal.sum == null) {
      make(handle, store);
      return;
    }
    BigInteger after =
        new BigInteger(seal.sum, 16)
            .subtract(before.orElse(BigInteger.ZERO))
            .add(digest(row.kind(), row.id(), row.parent(), row.number(), row.checksum()));
    keep(handle, store, new Seal(seal.records + (before.isPresent() ? 0 : 1), hex(after)));
  }

  /** Whether there is no record yet, and will be none of others until the transaction ends. */
  static boolean isOfNothing(Handle handle, Store store) throws LedgerException {
    return locked(handle, store).records == 0;
  }

  /** Makes it of what is there; for a transaction. */
  static void make(Handle handle, Store store) throws LedgerException {
    Seal unused = locked(handle, store);
    keep(handle, store, of(lines(handle, RECORDS, store.project())));
  }

  /** Whether it has yet to be made. */
  static boolean isMissing(Handle handle, Store store) {
    return read(handle, store, "").filter(its -> its.sum == null).isPresent();
  }

  /** In what the records are not those that were written; empty when they are. */
  static Optional<String> broken(Handle handle, Store store) {
    String project = store.project();
    String seal = "SELECT 1, '', '', '', records, sum FROM seal WHERE project = ?";
    List<Line> lines = lines(handle, RECORDS + " UNION ALL " + seal, project, project);
    Seal there = of(lines);
    Optional<Seal> kept =
        lines.stream()
            .filter(Line::isSeal)
            .map(its -> new Seal(its.number(), its.sum()))
            .findFirst();
    if (kept.isEmpty()) {
      return there.records == 0 ? Optional.empty() : Optional.of("its seal was deleted");
    }
    if (there.records != kept.get().records) {
      return Optional.of(
          "records were written: " + kept.get().records + ", found: " + there.records);
    }
    return kept.get().sum == null || there.equals(kept.get())
        ? Optional.empty()
        : Optional.of("a record or the seal was altered, or an earlier record put back");
  }

  /** Locks it until the transaction ends; makes one where there is no record yet. */
  private static Seal locked(Handle handle, Store store) throws LedgerException {
    Optional<Seal> kept = read(handle, store, store.forUpdate());
    if (kept.isPresent()) {
      return kept.get();
    }
    handle.execute(
        "INSERT INTO seal (project, records, sum) VALUES (?, 0, ?) ON CONFLICT (project) DO NOTHING",
        store.project(),
        hex(BigInteger.ZERO));
    Seal made = read(handle, store, store.forUpdate()).orElseThrow();
    if (made.records == 0 && !lines(handle, RECORDS, store.project()).isEmpty()) {
      throw Damage.of(store, "its seal was deleted");
    }
    return made;
  }

  /**
   * That which is kept.
   *
   * @param lock what the SELECT ends with
   */
  static Optional<Seal> read(Handle handle, Store store, String lock) {
    return handle
        .select("SELECT records, sum FROM seal WHERE project = ?" + lock, store.project())
        .map((row, context) -> new Seal(row.getLong(1), row.getString(2)))
        .findFirst();
  }

  private static void keep(Handle handle, Store store, Seal seal) {
    handle.execute(
        "UPDATE seal SET records = ?, sum = ? WHERE project = ?",
        seal.records,
        seal.sum,
        store.project());
  }

  private static List<Line> lines(Handle handle, String sql, Object... keys) {
    return handle
        .select(sql, keys)
        .map(
            (row, context) ->
                new Line(
                    row.getInt(1) == 1,
                    row.getLong(5),
                    row.getString(6),
                    digest(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6))))
        .list();
  }

  private static Seal of(List<Line> lines) {
    List<BigInteger> digests =
        lines.stream().filter(line -> !line.isSeal()).map(Line::digest).toList();
    BigInteger sum = digests.stream().reduce(BigInteger.ZERO, BigInteger::add);
    return new Seal(digests.size(), hex(sum));
  }

  private static BigInteger digest(
      String kind, String id, String parent, long number, @Nullable String checksum) {
    Digest digest = new Digest().text(kind).text(id).text(parent).number(number);
    return new BigInteger(digest.text(String.valueOf(checksum)).hex(), 16);
  }

  private static String hex(BigInteger sum) {
    return "%064x".formatted(sum.mod(MODULUS));
  }
}

package io.github.immutable.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.tool.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A slot's local state as it was before an apply. Terraform writes its state in place: where there
 * is no room for it, what was known of the servers is gone. It then tries to leave what it knows in
 * {@code errored.tfstate} in its working directory, which is newer than the copy and is preferred.
 *
 * <p>There is a copy only from before an apply until somebody has seen that apply end; all of it is
 * readable by its owner only. A state that was replaced is kept beside it, the newest of them.
 *
 * @param folder the slot's own, with the copy and what was replaced
 * @param state where Terraform keeps it
 * @param errored where Terraform leaves what it could not keep
 */
record StateCopy(Path folder, Path state, Path errored) {
  /** Of states that were replaced. They may hold secrets, and only the last is of any use. */
  static final int KEPT = 3;

  private static final JsonMapper WHOLE =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final long SPARE_BYTES = 1 << 20;

  /** What is written in an apply: a backup, the state, and both again if it grows. */
  private static final int TIMES = 4;

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /** Empty where the states are some backend's. */
  static Optional<StateCopy> of(Terraform terraform) throws ServersException {
    Workspace workspace = terraform.workspace();
    Path root = terraform.root().folder();
    try {
      return TerraformState.isKeptHere(terraform.root())
          ? Optional.of(
              new StateCopy(
                  workspace.state().resolveSibling("immutable"),
                  workspace.state(),
                  root.resolve("errored.tfstate")))
          : Optional.empty();
    } catch (IOException e) {
      throw unusable("the Terraform root cannot be read: " + e, "mend the permissions of " + root);
    }
  }

  /**
   * Copies the state, on disk when this returns.
   *
   * @throws ServersException when there is no room for the copy and for what an apply writes
   */
  void take() throws ServersException {
    try {
      PrivateFiles.folder(folder);
      long size = Files.exists(state) ? Files.size(state) : 0;
      long needed = TIMES * size + SPARE_BYTES;
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < needed) {
        throw unusable(
            "no room for Terraform's state: " + free + " bytes are free in " + folder,
            "free " + (needed - free) + " bytes or more, then run the same command again");
      }
      write(Files.exists(state) ? Files.readAllBytes(state) : new byte[0], copy());
    } catch (IOException e) {
      throw unusable(
          "Terraform's state " + state + " could not be copied: " + e,
          "free some space or mend the permissions of " + folder);
    }
  }

  /**
   * Puts back what an apply has torn, and deletes the copy where nothing was. Not for use while a
   * Terraform is at work in the slot: it is in the middle of writing then.
   *
   * @return what was put back, in a sentence; empty when the state is as Terraform wanted it
   */
  Optional<String> settle() throws ServersException {
    if (!Files.exists(copy())) {
      return Optional.empty();
    }
    try {
      Optional<JsonNode> before = read(copy());
      Optional<JsonNode> now = read(state);
      Optional<JsonNode> left = isOfThisApply(errored) ? read(errored) : Optional.empty();
      if (left.isPresent() && isNewer(left.get(), now.or(() -> before))) {
        replaceBy(besideTheState(errored));
        Files.deleteIfExists(errored);
        Files.delete(copy());
        return Optional.of(
            "Terraform could not keep its state; what it had left in errored.tfstate is the state"
                + " now, and the one before is in "
                + folder);
      }
      if (now.isEmpty() && before.isPresent()) {
        replaceBy(copy());
        return Optional.of(
            "the apply has torn Terraform's state; the one from before it is put back, and what was"
                + " torn is in "
                + folder);
      }
      if (now.isEmpty() && Files.exists(state) && Files.size(copy()) == 0) {
        putAside();
        Files.delete(copy());
        return Optional.of(
            "the apply has torn Terraform's state, and before it there was none; what was torn is in "
                + folder);
      }
      Files.delete(copy());
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(
          "Terraform's state " + state + " could not be put back: " + e,
          "free some space, then run the same command again; the state from before is " + copy());
    }
  }

  /** Whether there is a state that cannot be read, because its writing was cut short. */
  boolean isTorn() throws ServersException {
    try {
      return Files.exists(state) && read(state).isEmpty();
    } catch (IOException e) {
      throw unusable(
          "Terraform's state " + state + " cannot be read: " + e,
          "mend the permissions of " + state.resolveSibling(""));
    }
  }

  /**
   * For a look at a state that an apply has torn and that nobody may put back yet: writes what it
   * was before that apply to another place.
   *
   * @return whether it was; not where the state is whole, nor where something else has torn it
   */
  boolean putBackTo(Path elsewhere) throws ServersException {
    if (!isTorn() || !Files.exists(copy())) {
      return false;
    }
    try {
      PrivateFiles.folderOf(elsewhere);
      Files.deleteIfExists(elsewhere);
      if (Files.size(copy()) > 0) {
        write(Files.readAllBytes(copy()), elsewhere);
      }
      return true;
    } catch (IOException e) {
      throw unusable(
          "Terraform's state from before an apply could not be copied: " + e,
          "free some space or mend the permissions of " + elsewhere.resolveSibling(""));
    }
  }

  /** How to get back a state that something else than an apply of ours has torn. */
  String wayOut() throws ServersException {
    Path backup = state.resolveSibling(state.getFileName() + ".backup");
    try {
      return read(backup).isPresent()
          ? "cp "
              + backup
              + " "
              + state
              + "   puts the one from before the last apply in its place; then run the same"
              + " command again"
          : "put it back from a backup of yours, then run the same command again";
    } catch (IOException e) {
      throw unusable(
          backup + " cannot be read: " + e, "mend the permissions of " + state.resolveSibling(""));
    }
  }

  /** Empty where there was no state. */
  private Path copy() {
    return folder.resolve("before-apply.tfstate");
  }

  private Path replaced(int number) {
    return folder.resolve("replaced-" + number + ".tfstate");
  }

  /** A copy only where the file cannot be renamed: a full disk is why it is needed. */
  private Path besideTheState(Path file) throws IOException {
    if (Files.getFileStore(file).equals(Files.getFileStore(folder))) {
      Files.setPosixFilePermissions(file, PRIVATE);
      return file;
    }
    Path newer = folder.resolve("newer.tfstate");
    write(Files.readAllBytes(file), newer);
    return newer;
  }

  private void replaceBy(Path whole) throws IOException {
    putAside();
    Files.move(whole, state, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    force(state.resolveSibling(""));
  }

  /** The newest is number 1. */
  private void putAside() throws IOException {
    for (int number = KEPT - 1; number > 0; number--) {
      if (Files.exists(replaced(number))) {
        Files.move(replaced(number), replaced(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(state)) {
      Files.move(state, replaced(1), StandardCopyOption.ATOMIC_MOVE);
      Files.setPosixFilePermissions(replaced(1), PRIVATE);
    }
  }

  private boolean isOfThisApply(Path file) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(copy())) >= 0;
  }

  /** Terraform counts on only with what it could write, so the same number is newer too. */
  private static boolean isNewer(JsonNode left, Optional<JsonNode> than) {
    boolean known = left.path("serial").isIntegralNumber() && left.path("lineage").isTextual();
    return known
        && (than.isEmpty()
            || (left.path("lineage").equals(than.get().path("lineage"))
                && left.path("serial").asLong() >= than.get().path("serial").asLong()));
  }

  /**
   * Empty when it was torn. What a whole one holds is not looked at: OpenTofu can encrypt it, and
   * then has other fields.
   */
  private static Optional<JsonNode> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = WHOLE.readTree(file.toFile());
      return json.isObject() ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void write(byte[] bytes, Path to) throws IOException {
    Path temporary = to.resolveSibling(to.getFileName() + ".new");
    PrivateFiles.fresh(temporary);
    Files.write(temporary, bytes);
    force(temporary);
    Files.move(temporary, to, StandardCopyOption.ATOMIC_MOVE);
    force(to.resolveSibling(""));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static ServersException unusable(String message, String remedy) {
    return new ServersException(message, remedy, null, List.of());
  }
}

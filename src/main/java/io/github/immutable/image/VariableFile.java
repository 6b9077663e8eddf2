package io.github.immutable.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/** Variables in a file, because arguments show in the process list; gone when closed. */
record VariableFile(Path path) implements AutoCloseable {

  static VariableFile of(Map<String, String> variables, Path folder) throws IOException {
    // Packer tells HCL from JSON by the name's end.
    Path path = folder.resolve("packer.pkrvars.json");
    Files.deleteIfExists(path);
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    new ObjectMapper().writeValue(path.toFile(), new TreeMap<>(variables));
    return new VariableFile(path);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}

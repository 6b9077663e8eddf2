package io.github.immutable.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The files of the schema by their names. The library would search the class path for them, and
 * finds none in a jar that has no entries for its folders.
 */
final class MigrationFiles implements ResourceProvider {
  private static final String FOLDER = "/ledger/migration/";
  static final List<String> NAMES =
      List.of("V1__records.sql", "V2__projects_and_leases.sql", "V3__seals.sql");

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return NAMES.contains(name) ? new MigrationFile(name) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return NAMES.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> List.of(suffixes).stream().anyMatch(name::endsWith))
        .<LoadableResource>map(MigrationFile::new)
        .toList();
  }

  static String text(String name) {
    try (InputStream in = MigrationFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the schema is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MigrationFile extends LoadableResource {
    private final String name;

    MigrationFile(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      return new StringReader(text(name));
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return FOLDER + name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}

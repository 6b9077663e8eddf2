package io.github.immutable.e2e;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class its sample projects, and removes them after it, however it ends. */
final class Samples implements BeforeAllCallback, AfterAllCallback {
  private final List<Sample> open = new ArrayList<>();
  private @Nullable Versions versions;

  @Override
  public void beforeAll(ExtensionContext context) {
    // Of the root, so that it is closed after the last test class.
    versions =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(Versions.class, type -> new Versions(), Versions.class);
  }

  Versions versions() {
    if (versions == null) {
      throw new IllegalStateException("samples are made in tests and in @BeforeAll");
    }
    return versions;
  }

  /** A new project that has released nothing yet. */
  Sample project(String name) {
    Sample sample = new Sample(name, versions());
    open.add(sample);
    return sample;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    open.forEach(Sample::close);
    open.clear();
  }
}

package io.github.immutable.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code immutable --version}: the version that the jar's manifest carries. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "immutable " + (version == null ? "(not packaged)" : version),
      "JVM " + Runtime.version() + " at " + System.getProperty("java.home")
    };
  }
}

package io.github.immutable.servers;

import io.github.immutable.tool.Explained;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servers could not be planned, made, found or removed. */
public class ServersException extends Exception implements Explained {
  private final String remedy;
  private final @Nullable Path log;
  private final List<String> lines;

  /**
   * @param message what failed
   * @param remedy what to type or change next
   * @param log the tool's whole output, where there is any
   * @param lines the lines of it that matter
   */
  public ServersException(String message, String remedy, @Nullable Path log, List<String> lines) {
    super(message);
    this.remedy = remedy;
    this.log = log;
    this.lines = List.copyOf(lines);
  }

  @Override
  public String remedy() {
    return remedy;
  }

  @Override
  public @Nullable Path log() {
    return log;
  }

  @Override
  public List<String> lines() {
    return lines;
  }
}

package io.github.immutable.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/**
 * Loads this project's classes a second time, those to be measured with JaCoCo's probes in them, so
 * that neither an agent nor any other test has to do with it.
 */
final class Coverage extends ClassLoader {
  private static final String OURS = "io.github.immutable.";

  private final List<String> measured;
  private final IRuntime runtime = new LoggerRuntime();
  private final RuntimeData data = new RuntimeData();
  private final Instrumenter instrumenter = new Instrumenter(runtime);

  /**
   * @param measured names of classes without the part that all have in common
   */
  Coverage(List<String> measured) throws Exception {
    super(Coverage.class.getClassLoader());
    this.measured = measured.stream().map(name -> OURS + name).toList();
    runtime.startup(data);
  }

  /** What gives an input to a parser; it is made with the folder that it may write to. */
  @SuppressWarnings("unchecked")
  Consumer<byte[]> target(String name, Path folder) throws ReflectiveOperationException {
    var constructor = loadClass(OURS + name).getDeclaredConstructor(Path.class);
    constructor.setAccessible(true);
    return (Consumer<byte[]>) constructor.newInstance(folder);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      try {
        byte[] code = code(name);
        byte[] probed = isMeasured(name) ? instrumenter.instrument(code, name) : code;
        return defineClass(name, probed, 0, probed.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private boolean isMeasured(String name) {
    return measured.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "$"));
  }

  private static byte[] code(String name) throws IOException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream code = Coverage.class.getClassLoader().getResourceAsStream(resource)) {
      if (code == null) {
        throw new IOException("no such class");
      }
      return code.readAllBytes();
    }
  }

  /** Lines reached of those that there are, class by class. */
  record Reached(String name, int lines, int of) {
    int percent() {
      return of == 0 ? 100 : 100 * lines / of;
    }
  }

  List<Reached> reached() throws IOException {
    ExecutionDataStore executed = new ExecutionDataStore();
    data.collect(executed, new SessionInfoStore(), false);
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(executed, builder);
    for (String name : measured) {
      analyzer.analyzeClass(code(name), name);
    }
    return builder.getClasses().stream()
        .map(Coverage::reached)
        .sorted(Comparator.comparing(Reached::name))
        .toList();
  }

  private static Reached reached(IClassCoverage its) {
    ICounter lines = its.getLineCounter();
    String name = Stream.of(its.getName().split("/")).reduce((first, last) -> last).orElseThrow();
    return new Reached(name, lines.getCoveredCount(), lines.getTotalCount());
  }
}

package io.github.immutable.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What Ansible said, from the files of its junit callback: a {@code testcase} a task and host,
 * named {@code [HOST] PLAY: TASK ARGUMENTS}, of class {@code FILE:LINE}, with the task's result as
 * JSON in {@code failure}, or a traceback in {@code error}.
 */
public final class AnsibleResults {
  // The shortest play, since a role's task has a space before its colon. The arguments are dropped:
  // they may be secrets, and the callback adds them unless JUNIT_HIDE_TASK_ARGUMENTS is set.
  private static final Pattern NAME =
      Pattern.compile(
          "\\[(?<host>.*?)] (?<play>.*?): (?<task>.*?)(?: [a-zA-Z_]\\w*=.*)?", Pattern.DOTALL);
  private static final Pattern PLACE = Pattern.compile("(?<file>.*):(?<line>\\d{1,9})");

  private AnsibleResults() {}

  /**
   * The failed tasks in the folder, in order. Files that cannot be read are passed over: this is
   * read to explain a failure, and a half-written file must not hide it.
   */
  public static List<FailedTask> failedTasks(Path folder) {
    return files(folder).stream().flatMap(file -> inFile(file).stream()).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".xml"))
          .sorted(Comparator.comparing(AnsibleResults::written))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static List<FailedTask> inFile(Path file) {
    NodeList cases;
    try {
      cases = parse(file).getElementsByTagName("testcase");
    } catch (IOException | SAXException e) {
      return List.of();
    }
    List<FailedTask> failed = new ArrayList<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      for (String kind : List.of("failure", "error")) {
        if (test.getElementsByTagName(kind).item(0) instanceof Element failure) {
          failed.add(failedTask(test, failure));
        }
      }
    }
    return failed;
  }

  private static FailedTask failedTask(Element test, Element failure) {
    Matcher name = NAME.matcher(test.getAttribute("name"));
    Matcher place = PLACE.matcher(test.getAttribute("classname"));
    boolean named = name.matches();
    boolean placed = place.matches();
    return new FailedTask(
        named ? name.group("play") : "",
        named ? name.group("task").strip() : test.getAttribute("name"),
        named ? name.group("host") : "",
        TaskMessage.of(failure.getAttribute("message"), failure.getTextContent()),
        placed ? place.group("file") : test.getAttribute("classname"),
        placed ? Integer.parseInt(place.group("line")) : 0);
  }

  private static Document parse(Path file) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      factory.setXIncludeAware(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Quiet());
      return builder.parse(file.toFile());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own XML parser knows these features", e);
    }
  }

  /** The default one prints to standard error. */
  private static final class Quiet implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) {}

    @Override
    public void fatalError(SAXParseException e) throws SAXParseException {
      throw e;
    }
  }
}

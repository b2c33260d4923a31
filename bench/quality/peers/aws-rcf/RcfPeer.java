import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The engine behind OpenSearch's anomaly detection, one row at a time. Arguments: shingle, trees, sample. Standard input: a line per file, "values\tout"; values has a
 * row per line, comma-separated numbers without header; out gets a score per line. The last line of standard output is the time within the forest, in seconds.
 */
public class RcfPeer {
    public static void main(String[] arguments) throws Exception {
        int shingle = Integer.parseInt(arguments[0]), trees = Integer.parseInt(arguments[1]), sample = Integer.parseInt(arguments[2]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        var clock = ManagementFactory.getThreadMXBean();
        long spent = 0;
        for (String line; (line = in.readLine()) != null; ) {
            String[] places = line.split("\t");
            List<String> lines = Files.readAllLines(Path.of(places[0]));
            double[][] rows = new double[lines.size()][];
            for (int i = 0; i < rows.length; i++) rows[i] = Arrays.stream(lines.get(i).split(",")).mapToDouble(Double::parseDouble).toArray();
            var forest = ThresholdedRandomCutForest.builder().dimensions(rows[0].length * shingle).shingleSize(shingle)
                    .numberOfTrees(trees).sampleSize(sample).randomSeed(42).internalShinglingEnabled(true)
                    .transformMethod(TransformMethod.NORMALIZE).outputAfter(32).build();
            StringBuilder out = new StringBuilder();
            long begun = clock.getCurrentThreadCpuTime();
            for (int i = 0; i < rows.length; i++) {
                AnomalyDescriptor found = forest.process(rows[i], i);
                out.append(found.getRCFScore()).append('\n');
            }
            spent += clock.getCurrentThreadCpuTime() - begun;
            Files.writeString(Path.of(places[1]), out);
        }
        System.out.printf(Locale.ROOT, "%.3f%n", spent / 1e9);
    }
}

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The engine behind OpenSearch's anomaly detection, one row at a time. Arguments: shingle, trees, sample. Standard input: a line per file, "values\tout"; values has a
 * row per line, comma-separated numbers without header; out gets a score per line. The last line of standard output is the time within the forest, in seconds.
 * A fourth argument "measure" keeps all forests and adds to that line: median and 99 % quantile of a row's time in µs, and the heap's growth in bytes per file.
 */
public class RcfPeer {
    public static void main(String[] arguments) throws Exception {
        int shingle = Integer.parseInt(arguments[0]), trees = Integer.parseInt(arguments[1]), sample = Integer.parseInt(arguments[2]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        var clock = ManagementFactory.getThreadMXBean();
        long spent = 0;
        boolean measure = arguments.length > 3;
        var kept = new ArrayList<ThresholdedRandomCutForest>();
        var times = new ArrayList<long[]>();
        long heapBefore = measure ? heap() : 0;
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
            long[] each = new long[measure ? rows.length : 0];
            for (int i = 0; i < rows.length; i++) {
                long from = measure ? System.nanoTime() : 0;
                AnomalyDescriptor found = forest.process(rows[i], i);
                if (measure) each[i] = System.nanoTime() - from;
                out.append(found.getRCFScore()).append('\n');
            }
            spent += clock.getCurrentThreadCpuTime() - begun;
            Files.writeString(Path.of(places[1]), out);
            if (measure) {
                kept.add(forest);
                times.add(each);
            }
        }
        if (!measure) {
            System.out.printf(Locale.ROOT, "%.3f%n", spent / 1e9);
            return;
        }
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        long grown = heap() - heapBefore - 8L * all.length * 2;
        System.out.printf(Locale.ROOT, "%.3f %.1f %.1f %d%n", spent / 1e9, all[all.length / 2] / 1e3, all[(int) (all.length * 0.99)] / 1e3, grown / Math.max(1, kept.size()));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

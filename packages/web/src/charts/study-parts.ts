/** The parts of ECharts that only pictures of studies need, beside those that all pictures have. */
import { LineChart, ParallelChart, ScatterChart } from "echarts/charts";
import { ParallelComponent } from "echarts/components";
import { use } from "echarts/core";

use([LineChart, ScatterChart, ParallelChart, ParallelComponent]);

export { default } from "./EchartsPane.vue";

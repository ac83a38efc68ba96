"""How the sheets of a workbook look, on the screen and on A4 paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from poswizard.package.form_items import width

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT, SIZE = "Microsoft YaHei", 10
"""Where it is not there, programs take the system's own Chinese font."""
_LINE = 16
"""Points of a line in this size."""
_A4 = 9
_CHART_ROWS = 17


def dress(book: Workbook, headed: tuple[str, ...]) -> None:
    """Font, lines and paper for every sheet; those of these names have a heading row."""
    for sheet in book.worksheets:
        _on_paper(sheet)
        _in_lines(sheet)
        if sheet.title in headed:
            _under_a_heading(sheet)


def place_charts(sheet: Worksheet, charts: list[Any]) -> None:
    """Charts below the figures, one under the other, each whole on one page with what stands beside it."""
    first = sheet.max_row + 2
    for place, chart in enumerate(charts):
        chart.width, chart.height = 20, 8
        chart.legend.position = "b"
        sheet.add_chart(chart, f"A{first + place * _CHART_ROWS}")
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToHeight = 1


def _on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = "1:1"
    footer: Any = sheet.oddFooter
    footer.center.text = "&A　&P / &N"


def _in_lines(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    thin = Side("thin", "BFBFBF")
    line = Border(thin, thin, thin, thin)
    for row in sheet.iter_rows():
        cell: Any
        for cell in row:
            cell.font = Font(name=FONT, size=SIZE, bold=cell.font.b)
            cell.border = line
            is_number = cell.data_type in ("n", "f")
            cell.alignment = Alignment(
                horizontal="right" if is_number else "left",
                vertical="center",
                wrap_text=cell.column > 1 and not is_number,
            )


def _under_a_heading(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    fill, lines = PatternFill("solid", "E7ECF3"), 1
    for cell in sheet[1]:
        if cell.value is None:
            continue
        room = sheet.column_dimensions[get_column_letter(cell.column)].width
        lines = max(
            lines, -(-width(str(cell.value)) * 5 // int(room * 4))
        )  # a bold letter is wider
        cell.fill = fill
        cell.alignment = Alignment(
            horizontal="left" if cell.column == 1 else "center", vertical="center", wrap_text=True
        )
    sheet.row_dimensions[1].height = lines * _LINE

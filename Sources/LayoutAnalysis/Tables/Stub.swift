import DocumentModel
struct TableWord { var id: Int; var box: Rectangle; var baseline: Double; var size: Double; var isBold: Bool }
struct FoundCell { var row = 0, column = 0, rowSpan = 1, columnSpan = 1; var box: Rectangle; var words: [Int] }
struct FoundTable { var box: Rectangle; var rowCount: Int; var columnCount: Int; var cells: [FoundCell]; var headerRowCount: Int; var method: Table.Method; var confidence: Double }
enum TableFinder { static func tables(words: [TableWord], primitives: PagePrimitives) -> [FoundTable] { [] } }

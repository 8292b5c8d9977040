import CPDFium
import DocumentModel

/// PDFium's view of a file's interactive form, made when the first widget is met.
/// A class because the native environment must be closed exactly once, before the document.
final class FormEnvironment {
    private let document: FPDF_DOCUMENT
    private var handle: FPDF_FORMHANDLE?
    /// PDFium keeps the pointer as long as the environment lives.
    private let callbacks: UnsafeMutablePointer<FPDF_FORMFILLINFO>

    init(document: FPDF_DOCUMENT) {
        self.document = document
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: FPDF_FORMFILLINFO())
        callbacks.pointee.version = 2
    }

    deinit {
        close()
        callbacks.deallocate()
    }

    /// Gives the native environment back; needed before the document is closed.
    func close() {
        if let handle { FPDFDOC_ExitFormFillEnvironment(handle) }
        handle = nil
    }

    /// The field that a widget shows.
    func field(of widget: FPDF_ANNOTATION, box: Rectangle) -> FormFieldPrimitive {
        if handle == nil { handle = FPDFDOC_InitFormFillEnvironment(document, callbacks) }
        let kind = Self.kind(of: FPDFAnnot_GetFormFieldType(handle, widget))
        let value = NativeText.utf16 { FPDFAnnot_GetFormFieldValue(handle, widget, $0, $1) }
        let isButton = kind == .checkBox || kind == .radioButton
        return FormFieldPrimitive(
            kind: kind, box: box, name: NativeText.utf16 { FPDFAnnot_GetFormFieldName(handle, widget, $0, $1) },
            // "Off" is how check boxes say that they have no value (ISO 32000-2 12.7.5.2.3).
            value: isButton && value == "Off" ? "" : value,
            isChecked: isButton ? Self.isOn(widget, value: value) : nil)
    }

    /// Whether a button shows its mark: by its appearance state, and where that is missing by its value.
    private static func isOn(_ widget: FPDF_ANNOTATION, value: String) -> Bool {
        let state = NativeText.utf16 { FPDFAnnot_GetStringValue(widget, "AS", $0, $1) }
        let shown = state.isEmpty ? value : state
        return !shown.isEmpty && shown != "Off"
    }

    private static func kind(of type: Int32) -> FormFieldPrimitive.Kind {
        switch type {
        case FPDF_FORMFIELD_PUSHBUTTON: .pushButton
        case FPDF_FORMFIELD_CHECKBOX: .checkBox
        case FPDF_FORMFIELD_RADIOBUTTON: .radioButton
        case FPDF_FORMFIELD_COMBOBOX: .comboBox
        case FPDF_FORMFIELD_LISTBOX: .listBox
        case FPDF_FORMFIELD_TEXTFIELD: .text
        case FPDF_FORMFIELD_SIGNATURE: .signature
        default: .other
        }
    }
}

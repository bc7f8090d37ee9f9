#include "extract/page/page_kind.h"

#include "text/letters.h"
#include "text/paragraphs.h"
#include "url/origin.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace newsbus::extract {
namespace {

constexpr std::size_t short_text = 1500;  // bytes
constexpr std::size_t shell = 300;
constexpr std::size_t longest_wall = 8000;  // consent pages that list what each purpose means

constexpr std::string_view error_titles[] = {
    "404",
    "403",
    "500",
    "502",
    "503",
    "page not found",
    "not found",
    "error 404",
    "access denied",
    "forbidden",
    "just a moment",
    "attention required",
    "are you a robot",
    "robot check",
    "verify you are human",
    "security check",
    "service unavailable",
    "temporarily unavailable",
    "seite nicht gefunden",
    "zugriff verweigert",
    "fehler 404",
    "page introuvable",
    "page non trouvée",
    "accès refusé",
    "página no encontrada",
    "acceso denegado",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "siden blev ikke fundet",
    "sidan kunde inte hittas",
    "nie znaleziono strony",
    "strona nie została znaleziona",
    "stránka nenalezena",
    "страница не найдена",
    "доступ запрещен",
    "сторінку не знайдено",
};

constexpr std::string_view consent_phrases[] = {
    "cookie",
    "consent",
    "our partners",
    "personal data",
    "personalised ads",
    "personalized ads",
    "privacy",
    "tracking",
    "personalisierte werbung",
    "personalisierte anzeigen",
    "publicité personnalisée",
    "traceurs",
    "publicidad personalizada",
    "publicidade personalizada",
    "pubblicità personalizzata",
    "tracciamento",
    "gepersonaliseerde advertenties",
    "spersonalizowan",
    "персонализированн",
    "kişiselleştirilmiş",
    "unsere partner",
    "einwilligung",
    "zustimm",
    "werbung und tracking",
    "personenbezogene",
    "nos partenaires",
    "consentement",
    "données personnelles",
    "nuestros socios",
    "consentimiento",
    "datos personales",
    "nostri partner",
    "consenso",
    "dati personali",
    "onze partners",
    "toestemming",
    "zgod",
    "partnerzy",
    "partners process",
    "pur-abo",
    "pur subscription",
    "pur abo",
    "mit werbung",
    "werbefrei",
    "sans publicité",
    "avec publicité",
    "accepter et continuer",
    "con publicidad",
    "sin publicidad",
    "aceptar y continuar",
    "con pubblicità",
    "accetta e",
    "met advertenties",
    "zonder advertenties",
    "partenaires traitent",
    "partner verarbeiten",
    "privacy cent",
    "samtycke",
    "samtykke",
    "vores partnere",
    "våra partner",
    "tietosuoja",
    "evästee",
    "hozzájárul",
    "személyes adat",
    "souhlas",
    "osobních údajů",
    "osobnych",
    "súhlas",
    "consimțământ",
    "parteneri",
    "съгласие",
    "лични данни",
    "согласие",
    "персональных данных",
    "файлы cookie",
    "згод",
    "персональних даних",
    "συγκατάθεση",
    "προσωπικών δεδομένων",
    "çerez",
    "kişisel veri",
    "クッキー",
    "個人データ",
    "个人数据",
    "쿠키",
    "개인정보",
    "ملفات تعريف الارتباط",
    "الموافقة",
    "עוגיות",
    "dados pessoais",
    "os nossos parceiros",
    "consentimento",
};

constexpr std::string_view login_phrases[] = {
    "already a subscriber",
    "already have an account",
    "subscribe to continue",
    "subscribe to read",
    "log in to continue",
    "sign in to continue",
    "register to continue",
    "reserved for subscribers",
    "for subscribers only",
    "bereits abonnent",
    "schon abonnent",
    "mit abo weiterlesen",
    "jetzt weiterlesen mit",
    "nur für abonnenten",
    "déjà abonné",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "ya eres suscriptor",
    "solo para suscriptores",
    "exclusivo para assinantes",
    "já é assinante",
    "sei già abbonato",
    "riservato agli abbonati",
    "al abonnee",
    "alleen voor abonnees",
    "dla subskrybentów",
    "tylko dla prenumeratorów",
    "kun for abonnenter",
    "för dig som är prenumerant",
    "members-only content",
    "become a member to read",
    "log in to read",
    "sign in to read",
    "subscribe to keep reading",
    "to continue reading",
    "free articles this month",
    "subscriber-only",
    "exclusive to subscribers",
    "nur mit abo",
    "jetzt abonnieren und weiterlesen",
    "um weiterzulesen",
    "pour lire la suite",
    "la suite est réservée",
    "suscríbete para seguir leyendo",
    "contenido exclusivo para suscriptores",
    "para seguir leyendo",
    "conteúdo exclusivo para",
    "para continuar lendo",
    "para continuar a ler",
    "contenuto riservato",
    "per continuare a leggere",
    "om verder te lezen",
    "aby czytać dalej",
    "treść dostępna dla",
    "pouze pro předplatitele",
    "len pre predplatiteľov",
    "csak előfizetők",
    "pentru abonați",
    "samo za pretplatnike",
    "только для подписчиков",
    "доступно подписчикам",
    "чтобы читать дальше",
    "лише для передплатників",
    "само за абонати",
    "μόνο για συνδρομητές",
    "abonelere özel",
    "endast för prenumeranter",
    "för att läsa vidare",
    "logg inn for å lese",
    "log ind for at læse",
    "vain tilaajille",
    "会員限定",
    "この記事は会員",
    "続きを読むには",
    "유료회원",
    "회원 전용",
    "구독자 전용",
    "付费阅读",
    "会员专享",
    "登录后阅读",
    "會員專享",
    "للمشتركين فقط",
    "ویژه مشترکان",
    "למנויים בלבד",
    "केवल सदस्यों",
    "สำหรับสมาชิกเท่านั้น",
};

// What stands on a page whose text a script would have brought.
constexpr std::string_view shell_phrases[] = {
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "javascript to run this app",
    "aktivieren sie javascript",
    "bitte javascript aktivieren",
    "activer javascript",
    "activez javascript",
    "active javascript",
    "activar javascript",
    "habilite javascript",
    "ative o javascript",
    "abilita javascript",
    "schakel javascript in",
    "włącz javascript",
    "включите javascript",
    "javascriptを有効",
    "javascript를",
    "启用javascript",
    "啟用javascript",
};

template <std::size_t N>
std::ptrdiff_t held(std::string_view text, const std::string_view (&phrases)[N]) {
    return std::count_if(std::begin(phrases), std::end(phrases),
                         [&](std::string_view phrase) { return text.find(phrase) != std::string::npos; });
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_error_title(std::string_view title) {
    std::string text = text::lower_case(title);
    for (std::string_view error : error_titles)
        if (text.starts_with(error) && (text.size() == error.size() || !is_word(text[error.size()]))) return true;
    return false;
}

// Most of a long text: an article on data protection speaks of other things as well.
bool is_mostly_consent(const std::string& text) {
    std::size_t of_consent = 0;
    text::each_paragraph(text, [&of_consent](std::string_view paragraph) {
        if (held(paragraph, consent_phrases) > 0) of_consent += paragraph.size();
    });
    return of_consent * 3 >= text.size() * 2 && held(text, consent_phrases) >= 4;
}

bool asks_for_consent(const std::string& headline, const std::string& text) {
    const std::ptrdiff_t told = held(text, consent_phrases);
    return told >= 3 || (told == 2 && held(headline, consent_phrases) > 0);
}

}  // namespace

bool declares_article(const Evidence& evidence) {
    return !evidence.json_ld.type.empty() || evidence.metadata.first({"og:type"}) == "article";
}

bool may_be_index(const Evidence& evidence) {
    if (is_front_page(evidence.url)) return true;  // templates of blogs declare an article there too
    if (!evidence.json_ld.type.empty()) return false;
    return evidence.json_ld.collection || (!declares_article(evidence) && has_index_address(evidence.url));
}

PageKind kind_of(const Evidence& evidence, const IndexSigns& index, const Article& article) {
    if (is_index(index, article.body)) return PageKind::index;
    if (article.body.size() > longest_wall) return PageKind::article;
    std::string text = text::lower_case(article.body);
    bool declared = article.date_published || declares_article(evidence);
    if (text.size() > short_text) return !declared && is_mostly_consent(text) ? PageKind::consent : PageKind::article;
    if (!declared && (is_error_title(article.headline) || is_error_title(evidence.metadata.title)))
        return PageKind::error;
    if (!declared && asks_for_consent(text::lower_case(article.headline), text)) return PageKind::consent;
    if (text.size() < shell && held(text, shell_phrases) > 0) return PageKind::error;
    if (held(text, login_phrases) > 0) return PageKind::login;
    if (declares_article(evidence)) return PageKind::article;
    if (evidence.json_ld.video || evidence.metadata.first({"og:type"}).starts_with("video")) return PageKind::video;
    return evidence.json_ld.gallery ? PageKind::gallery : PageKind::article;
}

}  // namespace newsbus::extract

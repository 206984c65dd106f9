SITEURL = 'https://mercury.example'
ARTICLE_URL = 'news/{slug}/'
